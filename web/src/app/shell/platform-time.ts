import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { installationQuery } from "@/api/queries";
import { setPlatformTime } from "@/lib/clock";

/** Ask the platform what time it is; whatever counts down counts by that. */
export function usePlatformTime(): void {
  const { data } = useQuery(installationQuery);
  useEffect(() => {
    if (data) setPlatformTime(data.now);
  }, [data]);
}
