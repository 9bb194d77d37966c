/** A piece of the app, with everything around it that it asks for. */
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  RouterProvider,
  useNavigate,
  useRouterState,
} from "@tanstack/react-router";
import { act, render } from "@testing-library/react";
import type { ReactNode } from "react";
import type { Merchant } from "@/api/client";
import { MerchantProvider } from "@/api/merchant";
import type { Given } from "@/lib/search";
import { merchant as someMerchant } from "./world";

export function queryClient(): QueryClient {
  return new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: 15_000 } } });
}

interface Around {
  merchant?: Merchant;
  /** Where the browser is. */
  at?: string;
  client?: QueryClient;
}

/** Shows `piece` at every address, and says which one that is. */
export async function show(piece: ReactNode, { merchant, at = "/", client }: Around = {}) {
  const page = () => (
    <MerchantProvider merchant={merchant ?? someMerchant()}>{piece}</MerchantProvider>
  );
  return mount(page, (given) => given, at, client ?? queryClient());
}

/** Shows a page whose state stands in its address, as the app's routes do. */
export async function showPage<Search extends object>(
  read: (given: Given) => Search,
  page: (search: Search, onSearch: (next: Search) => void) => ReactNode,
  { merchant, at = "/", client }: Around = {},
) {
  const Page = () => {
    const search: unknown = useRouterState({ select: ({ matches }) => matches.at(-1)?.search });
    const navigate = useNavigate();
    return (
      <MerchantProvider merchant={merchant ?? someMerchant()}>
        {page(search as Search, (next) => void navigate({ to: ".", search: next as never }))}
      </MerchantProvider>
    );
  };
  return mount(Page, read, at, client ?? queryClient());
}

async function mount(
  page: () => ReactNode,
  read: (given: Given) => object,
  at: string,
  client: QueryClient,
) {
  const root = createRootRoute();
  const route = createRoute({
    getParentRoute: () => root,
    path: "$",
    validateSearch: read,
    component: page,
  });
  const router = createRouter({
    routeTree: root.addChildren([route]),
    history: createMemoryHistory({ initialEntries: [at] }),
  });
  await act(() => router.load());
  const shown = render(
    <QueryClientProvider client={client}>
      <RouterProvider router={router as never} />
    </QueryClientProvider>,
  );
  return { ...shown, client, router, address: () => router.state.location.href };
}
