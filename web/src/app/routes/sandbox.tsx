export { SandboxPage as SandboxRoute } from "@/features/sandbox/sandbox-page";
