import { cache } from 'react'
import { type Company, emptyCompany } from '#lib/company/company.ts'
import { getCompany } from '#lib/company/get-company.ts'
import { getServices } from '#lib/services.ts'
import { getScope } from '#lib/stripe/scope.ts'
import { describeError, log } from '#lib/web/log.ts'

/** For pages that must be drawn even when nothing else works: without the database, a company without a name. */
export const findCompany = cache(async (): Promise<Company> => {
  try {
    const services = getServices()
    const { company } = await getCompany(services, await getScope(services))
    return company
  } catch (error) {
    log.warn('company not read', describeError(error))
    return emptyCompany
  }
})
