import type { Metadata } from 'next'
import { SearchForm } from '#components/admin/search-form.tsx'
import { Banner } from '#components/ui/banner.tsx'
import { Empty } from '#components/ui/empty.tsx'
import { Page } from '#components/ui/page.tsx'
import { type CustomerSearch, searchCustomers } from '#lib/customers/search-customers.ts'
import { getServices } from '#lib/services.ts'
import { getPageOperator } from '#lib/web/page-operator.ts'
import { ask } from '../ask.ts'
import { CustomerTable } from './customer-table.tsx'

export const metadata: Metadata = { title: 'Customers' }

interface CustomersProps {
  searchParams: Promise<{ q?: string | string[] }>
}

export default async function CustomersPage({ searchParams }: CustomersProps) {
  await getPageOperator()
  const { q } = await searchParams
  const words = typeof q === 'string' ? q.trim().slice(0, 250) : ''
  const answer = words === '' ? undefined : await ask(searchCustomers(getServices(), words))
  return (
    <Page title="Customers" intro="What one customer gets, and why. Nothing is listed here: look for somebody.">
      <SearchForm
        label="Customer"
        hint="An id (cus_…), an e-mail address, or at least three letters of a name."
        words={words}
      />
      {answer &&
        ('failure' in answer ? <Banner tone="bad" live title={answer.failure} /> : <Results {...answer.value} />)}
    </Page>
  )
}

function Results({ by, customers, hasMore }: CustomerSearch) {
  if (customers.length === 0) return <Empty title="Nobody was found">{nobodyWords[by]}</Empty>
  return (
    <>
      <CustomerTable customers={customers} />
      {hasMore && <Banner>There are more than these. Say it more exactly.</Banner>}
      {by === 'name' && <p>{lag}</p>}
    </>
  )
}

const lag = 'Stripe’s search by name lags behind by up to a minute, and by more while Stripe has trouble.'

const nobodyWords = {
  id: 'Stripe knows no customer with this id in this account and mode, or the customer was deleted.',
  email: 'No customer has exactly this e-mail address. Stripe tells capital letters from small ones.',
  name: `No customer’s name has these letters. ${lag}`,
} as const
