// What an audit row's action means, as a choice of the filter and as a sentence about whoever did it.
interface AuditAction {
  label: string
  sentence: (subject: string | null) => string
}

// `policy 4`: the console calls it version 4.
const asVersion = (subject: string | null) => `version ${subject?.split(' ').at(-1)}`

export const auditActions: Readonly<Record<string, AuditAction>> = {
  'policy.published': {
    label: 'Components saved',
    sentence: (subject) => `saved the components (${asVersion(subject)})`,
  },
  'company.published': {
    label: 'Company saved',
    sentence: (subject) => `saved the company (${asVersion(subject)})`,
  },
  'override.saved': {
    label: 'Override saved',
    sentence: (customer) => `saved what ${customer} has of their own`,
  },
  'override.removed': {
    label: 'Override removed',
    sentence: (customer) => `removed what ${customer} had of their own`,
  },
  'member.signed_out_everywhere': {
    label: 'Member signed out everywhere',
    sentence: (customer) => `signed a member of ${customer} out everywhere`,
  },
  'member.signed_out_by_host': {
    label: 'Member signed out by your app',
    sentence: (customer) => `signed a member of ${customer} out everywhere`,
  },
  'preview.started': {
    label: 'Preview started',
    sentence: (customer) => `began to look at the pages of ${customer}, read-only`,
  },
  'preview.ended': { label: 'Preview ended', sentence: (customer) => `stopped looking at the pages of ${customer}` },
  'sign_in_link.created': {
    label: 'Link to sign in as a customer made',
    sentence: (customer) => `made a link to sign in as ${customer}`,
  },
  'operator_link.created': {
    label: 'Link for an operator made',
    sentence: (email) => `made a sign-in link for ${email}`,
  },
  'operator.signed_in': { label: 'Operator signed in', sentence: () => 'signed in' },
  'operator.stepped_up': { label: 'Confirmed with a passkey', sentence: () => 'confirmed with a passkey who they are' },
  'operator.role_changed': {
    label: 'Operator’s role changed',
    sentence: (email) => `changed the role of ${email}`,
  },
  'operator.disabled': { label: 'Operator disabled', sentence: (email) => `disabled ${email}` },
  'operator.enabled': { label: 'Operator let in again', sentence: (email) => `let ${email} in again` },
  'operator.signed_out_everywhere': {
    label: 'Operator signed out everywhere',
    sentence: (email) => `signed ${email} out everywhere`,
  },
  'operator_login.ended': { label: 'Operator’s login ended', sentence: (email) => `ended a login of ${email}` },
  'passkey.added': { label: 'Passkey added', sentence: (email) => `added a passkey for ${email}` },
  'passkey.renamed': { label: 'Passkey renamed', sentence: (email) => `renamed a passkey of ${email}` },
  'passkey.removed': { label: 'Passkey removed', sentence: (email) => `removed a passkey of ${email}` },
  'passkey.add_refused': { label: 'New passkey refused', sentence: () => 'tried to add a passkey that was refused' },
  'passkey.sign_in_refused': {
    label: 'Passkey refused at sign-in',
    sentence: () => 'tried to sign in with a passkey that was refused',
  },
  'passkey.step_up_refused': {
    label: 'Passkey refused at a confirmation',
    sentence: () => 'tried to confirm with a passkey that was refused',
  },
  'admin.refused': { label: 'Refused', sentence: (path) => `was refused at ${path}` },
}

export function sentenceOf(action: string, subject: string | null): string {
  return auditActions[action]?.sentence(subject) ?? [action, subject].filter(Boolean).join(' ')
}
