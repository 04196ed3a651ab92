// Owns every text of the customer pages, in every language that there is. One file an area; a key is `area.name`.
import attention from '../../messages/en/attention.json' with { type: 'json' }
import embed from '../../messages/en/embed.json' with { type: 'json' }
import go from '../../messages/en/go.json' with { type: 'json' }
import home from '../../messages/en/home.json' with { type: 'json' }
import invoices from '../../messages/en/invoices.json' with { type: 'json' }
import login from '../../messages/en/login.json' with { type: 'json' }
import manage from '../../messages/en/manage.json' with { type: 'json' }
import portal from '../../messages/en/portal.json' with { type: 'json' }
import problem from '../../messages/en/problem.json' with { type: 'json' }
import subscriptions from '../../messages/en/subscriptions.json' with { type: 'json' }

const english = { attention, embed, go, home, invoices, login, manage, portal, problem, subscriptions }

type Areas = typeof english
export type MessageKey = { [Area in keyof Areas]: `${Area}.${keyof Areas[Area] & string}` }[keyof Areas]

/** By language, without a region. English is whole; another language may lack a text, which then stays English. */
export const catalogues: { en: Messages } & Record<string, Messages> = { en: flatten(english) }

export type Messages = Partial<Record<string, string>>

function flatten(areas: Record<string, Record<string, string>>): Messages {
  return Object.fromEntries(
    Object.entries(areas).flatMap(([area, texts]) =>
      Object.entries(texts).map(([name, text]) => [`${area}.${name}`, text]),
    ),
  )
}
