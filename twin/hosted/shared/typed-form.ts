// The fields of a form, with what a person typed before and what is wrong with it.
import { type Html, html } from './html.ts'

export type Problem = { message: string; field?: string | undefined }
/** `values` is empty where nothing was sent yet. */
export type TypedForm = { values: URLSearchParams; problems: readonly Problem[] }

export const untouched: TypedForm = { values: new URLSearchParams(), problems: [] }

export function problemText({ problems: [first, ...others] }: Pick<TypedForm, 'problems'>): Html | undefined {
  if (!first) return undefined
  if (others.length === 0) return html`<p class="error" role="alert">${first.message}</p>`
  const all = [first, ...others].map(({ message }) => html`<li>${message}</li>`)
  return html`<div class="error" role="alert"><ul>${all}</ul></div>`
}

export type Field = {
  name: string
  label: string
  value?: string | null | undefined
  attributes?: Html
  hint?: Html | string | undefined
}

export function textField(typed: TypedForm, { name, label, value, attributes, hint }: Field): Html {
  const shown = typed.values.get(name) ?? value
  return html`<div class="field"><label for="${name}">${label}</label><input id="${name}" name="${name}" value="${shown}" ${attributes}${marks(typed, name)}>${hint && html`<p class="hint">${hint}</p>`}${note(typed, name)}</div>`
}

export function selectField(typed: TypedForm, { name, label, attributes }: Field, options: Html): Html {
  return html`<div class="field"><label for="${name}">${label}</label><select id="${name}" name="${name}" ${attributes}${marks(typed, name)}>${options}</select>${note(typed, name)}</div>`
}

export function option(value: string, label: string, chosen: string | null | undefined): Html {
  return html`<option value="${value}" ${value === chosen && html`selected`}>${label}</option>`
}

/** @param isChecked before anything was sent */
export function checkbox(typed: TypedForm, name: string, label: Html | string, isChecked = false): Html {
  const isOn = typed.values.size > 0 ? typed.values.get(name) === 'yes' : isChecked
  return html`<div><label class="choice"><input type="checkbox" id="${name}" name="${name}" value="yes" ${isOn && html`checked`}${marks(typed, name)}> <span>${label}</span></label>${note(typed, name)}</div>`
}

/** What is typed anew each time: numbers of cards and accounts. */
export function secretField(typed: TypedForm, { name, label, attributes }: Field): Html {
  return html`<div class="field"><label for="${name}">${label}</label><input id="${name}" name="${name}" ${attributes}${marks(typed, name)}>${note(typed, name)}</div>`
}

function problemOf({ problems }: TypedForm, name: string): Problem | undefined {
  return problems.find(({ field }) => field === name)
}

function marks(typed: TypedForm, name: string): Html | undefined {
  return problemOf(typed, name) && html` aria-invalid="true" aria-describedby="${name}-problem"`
}

function note(typed: TypedForm, name: string): Html | undefined {
  const problem = problemOf(typed, name)
  return problem && html`<p class="hint bad" id="${name}-problem">${problem.message}</p>`
}
