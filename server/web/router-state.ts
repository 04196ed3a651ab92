// What Next's browser side says of the pages that it already shows. Next answers one that it cannot read with a fault; without
// any it sends the whole page, which is always right.
import { z } from 'zod'

type RouterState = [unknown, Record<string, RouterState>, ...unknown[]]

const segment = z.union([
  z.string(),
  z.tuple([
    z.string(),
    z.string(),
    z.string().regex(/^(oc|[cd](i(\(\.{1,3}\)|\(\.\.\)\(\.\.\)))?)$/),
    z.array(z.string()).nullable(),
  ]),
])
const routerState: z.ZodType<RouterState> = z.tuple([
  segment,
  z.record(
    z.string(),
    z.lazy(() => routerState),
  ),
  z.tuple([z.string(), z.string()]).nullish(),
  z.enum(['refetch', 'inside-shared-layout', 'metadata-only']).nullish(),
  z.number().nullish(),
  z.string().optional(),
])

/** @param header `next-router-state-tree` as it came */
export function isRouterState(header: string | string[] | undefined): boolean {
  try {
    return typeof header === 'string' && routerState.safeParse(JSON.parse(decodeURIComponent(header))).success
  } catch {
    return false
  }
}
