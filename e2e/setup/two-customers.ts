import { createCustomer, type TestCustomer } from './customers.ts'
import type { Portico } from './instance.ts'
import { openShop, type Shop } from './shop.ts'

export interface TwoCustomers {
  shop: Shop
  a: TestCustomer
  b: TestCustomer
}

const prepared = new WeakMap<Portico, Promise<TwoCustomers>>()

/** A shop with everything on and two of its customers; made once for each instance. */
export function getTwoCustomers(portico: Portico): Promise<TwoCustomers> {
  const known = prepared.get(portico) ?? prepare(portico)
  prepared.set(portico, known)
  return known
}

async function prepare(portico: Portico): Promise<TwoCustomers> {
  const shop = await openShop(portico)
  const a = await createCustomer(portico, shop.prices.proMonthly)
  const b = await createCustomer(portico, shop.prices.proMonthly)
  return { shop, a, b }
}
