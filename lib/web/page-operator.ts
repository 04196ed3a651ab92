// Which operator looks at a page. Asked twice for one request, the database is asked once.
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { findOperatorLogin } from '#lib/operators/find-operator-login.ts'
import type { Operator, OperatorLogin } from '#lib/operators/operator.ts'
import { getServices } from '#lib/services.ts'
import { readOperatorToken } from './operator-cookie.ts'
import { getRequestContext, type RequestContext } from './request-context.ts'
import { lacksPasskey } from './require-operator.ts'

const asked = new WeakMap<RequestContext, Promise<OperatorLogin | undefined>>()

/** A signed-out visit goes to the page that says how to get in. Every page of the console asks, not its layout alone. */
export async function getPageOperator(): Promise<Operator> {
  return (await getPageOperatorLogin()).operator
}

export async function getPageOperatorLogin(): Promise<OperatorLogin> {
  const login = (await findPageOperatorLogin()) ?? redirect('/admin/sign-in')
  return lacksPasskey(login) ? redirect('/admin/add-passkey') : login
}

/** For pages that anybody may see. */
export async function findPageOperatorLogin(): Promise<OperatorLogin | undefined> {
  const token = readOperatorToken(await headers())
  const context = getRequestContext()
  const finding = asked.get(context) ?? findOperatorLogin(getServices(), token)
  asked.set(context, finding)
  return await finding
}
