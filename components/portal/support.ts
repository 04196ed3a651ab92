import type { Company } from '#lib/company/company.ts'

/** Where a customer finds a person: the company's page for it, else its mailbox. */
export function supportHref({ support_url, support_email }: Company): string | null {
  return support_url ?? (support_email && `mailto:${support_email}`)
}
