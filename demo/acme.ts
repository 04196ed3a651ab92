// Acme, a demo of a host app: a company's own product with a login of its own, which hands its people over to Portico.
// It stands on another site than the portal, as a real one does, and knows of Portico what is documented and no more.
import { handOverByBackend, handOverByForm, signOutOfPortico, type Visit } from './acme/hand-over.ts'
import { showFailure, showHandOverForm, showHome, showSignIn } from './acme/pages.ts'
import { findPerson, listPeople, type Person } from './acme/people.ts'
import { readAcmeSettings } from './acme/settings.ts'

export default function createAcme({ base }: { base: string }): (request: Request) => Promise<Response> {
  const settings = readAcmeSettings(base)
  const { port } = new URL(base)
  const cookie = `acme_person_${port || '80'}`

  return async (request) => {
    try {
      return await answer(request)
    } catch (error) {
      return showFailure(error instanceof Error ? error.message : String(error))
    }
  }

  async function answer(request: Request): Promise<Response> {
    const url = new URL(request.url)
    const people = await listPeople(settings)
    const person = findPerson(people, readCookie(request, cookie))
    const visit = { returnTo: url.searchParams.get('return_to'), state: url.searchParams.get('state') }

    switch (`${request.method} ${url.pathname.slice('/acme'.length) || '/'}`) {
      case 'GET /':
        return showHome(person, people)
      case 'GET /sign-in':
        return person ? goToBilling(person, visit) : showSignIn(people, visit)
      case 'POST /sign-in':
        return signIn(await request.formData(), people)
      case 'POST /sign-out':
        // Nobody stays signed in to Acme because billing does not answer.
        if (person) await signOutOfPortico(settings, person).catch((error: Error) => console.error(error.message))
        return seeOther('/acme', `${cookie}=; Path=/acme; HttpOnly; SameSite=Lax; Max-Age=0`)
      case 'POST /billing':
        return person ? goToBilling(person, {}) : seeOther('/acme')
      case 'POST /billing-by-form':
        return person ? showHandOverForm(await handOverByForm(settings, person)) : seeOther('/acme')
      default:
        return new Response('Acme has no such page.', { status: 404 })
    }
  }

  async function signIn(form: FormData, people: Person[]): Promise<Response> {
    const person = findPerson(people, String(form.get('person')))
    if (!person) return seeOther('/acme/sign-in')
    const visit = new URLSearchParams()
    for (const name of ['return_to', 'state']) if (form.get(name)) visit.set(name, String(form.get(name)))
    const next = visit.has('state') ? `/acme/sign-in?${visit}` : '/acme'
    return seeOther(next, `${cookie}=${encodeURIComponent(person.id)}; Path=/acme; HttpOnly; SameSite=Lax`)
  }

  async function goToBilling(person: Person, visit: Visit): Promise<Response> {
    return seeOther(await handOverByBackend(settings, person, visit))
  }
}

function seeOther(location: string, cookie?: string): Response {
  const headers = new Headers({ location, 'cache-control': 'no-store' })
  if (cookie) headers.set('set-cookie', cookie)
  return new Response(null, { status: 303, headers })
}

function readCookie(request: Request, name: string): string | undefined {
  const pairs = (request.headers.get('cookie') ?? '').split('; ')
  const value = pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1)
  return value && decodeURIComponent(value)
}
