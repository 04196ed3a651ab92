import { redirect } from 'next/navigation'
import { getPageOperator } from '#lib/web/page-operator.ts'

export default async function ConsolePage() {
  await getPageOperator()
  redirect('/admin/components')
}
