// Who the portal speaks for: shown on every page, and in every dead end.
import { z } from 'zod'
import { isLoopback } from '#lib/env.ts'
import { isTimeZone } from '#lib/messages/format-date.ts'
import { findLogoProblem } from './logo.ts'

export interface Company {
  name: string
  /** As `data:image/…;base64,…`; shown by `<img>` alone. */
  logo: string | null
  /** `#rrggbb` */
  accent: string | null
  /** The IANA name of the zone in which customers read days; UTC without one. */
  time_zone: string | null
  support_email: string | null
  support_url: string | null
  terms_url: string | null
  privacy_url: string | null
  imprint_url: string | null
  /** Where the host app lives, and where people go back to. */
  host_url: string | null
}

const webAddress = z
  .string()
  .trim()
  .max(2000, 'is longer than 2,000 characters')
  .refine(isWebAddress, 'must be a whole address that starts with https://')
  .nullable()
  .default(null)

const shape = {
  name: z
    .string('must not be empty')
    .trim()
    .min(1, 'must not be empty')
    .max(100, 'is longer than 100 characters')
    .default('Your company'),
  logo: z
    .string()
    .superRefine((dataUrl, context) => {
      const message = findLogoProblem(dataUrl)
      if (message) context.addIssue({ code: 'custom', message })
    })
    .nullable()
    .default(null),
  accent: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^#[0-9a-f]{6}$/, 'must be a colour as in #0a7d5c')
    .nullable()
    .default(null),
  time_zone: z
    .string()
    .trim()
    .refine(isTimeZone, 'must be the name of a time zone as in Europe/Berlin')
    .nullable()
    .default(null),
  support_email: z
    .string()
    .trim()
    .max(254, 'is longer than 254 characters')
    .pipe(z.email('must be an e-mail address as in help@example.com'))
    .nullable()
    .default(null),
  support_url: webAddress,
  terms_url: webAddress,
  privacy_url: webAddress,
  imprint_url: webAddress,
  host_url: webAddress,
}

/** Checks a whole company. A missing part takes its default; an unknown one is refused. */
export const companySchema: z.ZodType<Company> = z.strictObject(shape)

const storedCompany = z.object(shape)

export const emptyCompany: Company = companySchema.parse({})

/** Reads a company as it was once saved; null where none was. */
export function readStoredCompany(content: unknown): Company {
  return content === null ? emptyCompany : storedCompany.parse(content)
}

// Plain http is for hosts on the same machine, while developing.
function isWebAddress(value: string): boolean {
  const url = URL.parse(value)
  if (!url || url.username || url.password || !/^https?:\/\//i.test(value)) return false
  return url.protocol === 'https:' || isLoopback(url.hostname)
}
