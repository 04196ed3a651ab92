import type { Context } from '../kernel/context.ts'

/** The ids among these that still discount what is billed now. */
export function currentDiscounts(context: Context, ids: readonly unknown[] | null): string[] {
  return (ids ?? []).filter((id): id is string => {
    const discount = context.find('discount', id as string)
    return discount !== undefined && (discount.end === null || discount.end > context.now())
  })
}
