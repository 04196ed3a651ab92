// What a policy says of Stripe's hosted portal as a whole.
import { type Section, type Setting, toggle } from '#lib/settings/setting.ts'

export const portalSection: Section = {
  label: 'Stripe’s hosted portal',
  help: 'Pages at Stripe that customers go to and come back from.',
  settings: [
    {
      name: 'portal.homepage',
      control: {
        ...toggle(
          'Portal homepage',
          'A button that opens the whole portal.',
          'The homepage shows everything that the portal configuration allows, also flows that are off here.',
        ),
        isDangerous: true,
      },
    },
    {
      name: 'portal.configuration',
      stripeKey: 'configuration',
      control: {
        kind: 'text',
        label: 'Portal configuration',
        help: 'What the portal itself allows. Kept in Stripe’s dashboard; your switches here can only narrow it.',
        input: 'text',
        example: 'bpc_1Abc…',
      },
    },
    {
      name: 'portal.on_behalf_of',
      stripeKey: 'on_behalf_of',
      control: {
        kind: 'text',
        label: 'On behalf of',
        help: 'A connected account whose customers’ subscriptions alone are shown. Most companies leave it empty.',
        input: 'text',
        example: 'acct_1Abc…',
      },
    },
    {
      name: 'portal.after_expiration',
      stripeKey: 'after_expiration',
      control: toggle(
        'Let a late visitor get a new link',
        'Who opens a portal address too late may prove their e-mail address at Stripe and go on.',
      ),
    },
  ],
}

export const confirmPrice: Setting = {
  name: 'portal.confirm_price',
  control: {
    kind: 'text',
    label: 'Price to suggest',
    help: 'Shown on “Manage in Stripe”; the portal configuration must list it, too. Left empty, only links that name a price lead to this flow.',
    input: 'text',
    example: 'price_1Abc…',
  },
}
