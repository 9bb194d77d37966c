import { useNavigate } from "@tanstack/react-router";
import { TeamPage } from "@/features/team/team-page";

export function TeamRoute() {
  const navigate = useNavigate();
  return (
    <TeamPage
      onLeft={() => {
        void navigate({ to: "/", replace: true });
      }}
    />
  );
}
