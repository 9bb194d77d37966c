import { QueryClient } from "@tanstack/react-query";
import { isDecided } from "@/api/problems";

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      // The stream says what has become stale; this is for what nobody tells.
      staleTime: 15_000,
      retry: (failures, error) => !isDecided(error) && failures < 2,
      retryDelay: (failures) => Math.min(4000, 500 * 2 ** failures),
    },
    // Money is tried again by people, under the same key, never behind their backs.
    mutations: { retry: false },
  },
});
