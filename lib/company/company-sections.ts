// What a company page's form asks, in its order.
import { imageTypes } from '#lib/settings/image.ts'
import { listSettings, type Section, type Setting, type Text } from '#lib/settings/setting.ts'
import type { Company } from './company.ts'
import { logoLimitBytes } from './logo.ts'

const text = (
  name: keyof Company,
  label: string,
  help: string,
  example: string,
  input: Text['input'] = 'url',
): Setting => ({ name, control: { kind: 'text', label, help, example, input } })

export const companySections: readonly Section[] = [
  {
    label: 'Look',
    help: 'Stands at the top of every page that a customer sees.',
    settings: [
      text('name', 'Name', 'As your customers know you.', 'Acme', 'text'),
      {
        name: 'logo',
        control: {
          kind: 'image',
          label: 'Logo',
          help: `Stands beside the name, 28 pixels high. A PNG, SVG, WebP or JPEG image of ${logoLimitBytes / 1024} KB at most.`,
          accept: imageTypes,
        },
      },
      text(
        'accent',
        'Accent colour',
        'Of buttons and links. The text on it turns black or white, whichever reads better.',
        '#0a7d5c',
        'text',
      ),
    ],
  },
  {
    label: 'Days',
    help: 'Which day it is when something is due, charged or ends.',
    settings: [
      text(
        'time_zone',
        'Time zone',
        'Take that of your Stripe account (Settings → Business): its invoices and mails name days in it. UTC when left empty.',
        'Europe/Berlin',
        'text',
      ),
    ],
  },
  {
    label: 'Support',
    help: 'Where a customer turns who cannot go on. At least one of the two keeps every page from being a dead end.',
    settings: [
      text(
        'support_email',
        'Support e-mail',
        'Shown where something is not offered, or went wrong.',
        'help@acme.example',
        'email',
      ),
      text(
        'support_url',
        'Support page',
        'Goes before the e-mail address where both are set.',
        'https://acme.example/help',
      ),
      text('host_url', 'Your app', 'Where the link back to your app leads.', 'https://app.acme.example'),
    ],
  },
  {
    label: 'Legal',
    help: 'Links at the foot of every page.',
    settings: [
      text('terms_url', 'Terms', '', 'https://acme.example/terms'),
      text('privacy_url', 'Privacy', '', 'https://acme.example/privacy'),
      text('imprint_url', 'Imprint', '', 'https://acme.example/imprint'),
    ],
  },
]

export const companySettings: readonly Setting[] = listSettings(companySections)
