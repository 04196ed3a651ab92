import { headers } from 'next/headers'
import { cache } from 'react'
import { type ArrivingCustomer, getArrivingCustomer } from '#lib/access/get-arriving-customer.ts'
import type { HandoffClaims } from '#lib/access/handoff-claims.ts'
import { getTicket } from '#lib/access/ticket.ts'
import { Refusal } from '#lib/errors.ts'
import { getServices } from '#lib/services.ts'
import { readTicket } from '#lib/web/login-cookies.ts'
import { findPageLogin } from '#lib/web/page-login.ts'

export interface Arrival {
  /** Names the ticket in the form; not a secret. */
  reference: string
  claims: HandoffClaims
  customer: ArrivingCustomer
  /** For whom this browser is signed in until then. */
  signedInFor: string | undefined
}

/** Undefined where there is nothing to continue with; `/login/arrive` says why. */
export const findArrival = cache(async (): Promise<Arrival | undefined> => {
  const services = getServices()
  try {
    const { claims, tokenHash } = await getTicket(services, readTicket(await headers()))
    const customer = await getArrivingCustomer(services, claims.customer)
    return { reference: tokenHash, claims, customer, signedInFor: await findSignedInCustomer(customer.id) }
  } catch (error) {
    if (error instanceof Refusal) return undefined
    throw error
  }
})

async function findSignedInCustomer(arrivingId: string): Promise<string | undefined> {
  const login = await findPageLogin()
  if (!login || login.customerId === arrivingId) return undefined
  const customer = await getArrivingCustomer(getServices(), login.customerId).catch(() => undefined)
  return customer?.name ?? login.customerId
}
