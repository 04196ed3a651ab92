import { Moment } from '#components/admin/moment.tsx'
import { Badge } from '#components/ui/badge.tsx'
import { Button } from '#components/ui/button.tsx'
import { Empty } from '#components/ui/empty.tsx'
import { Section } from '#components/ui/section.tsx'
import { Table } from '#components/ui/table.tsx'
import type { MemberAndLogins } from '#lib/access/list-members.ts'

interface MembersProps {
  customerId: string
  members: MemberAndLogins[]
  mayChange: boolean
}

export function MembersSection({ customerId, members, mayChange }: MembersProps) {
  return (
    <Section anchor="members" title="Who signed in for them" description="Members, as your app handed them over.">
      {members.length === 0 ? (
        <Empty title="Nobody yet">A member appears with their first visit.</Empty>
      ) : (
        <Table
          caption="Members and their logins"
          columns={[
            { key: 'who', label: 'Member' },
            { key: 'role', label: 'Role' },
            { key: 'logins', label: 'Logins' },
            { key: 'action', label: 'Actions', labelHidden: true, align: 'end' },
          ]}
          rows={members.map((member) => ({ id: member.id, cells: cellsOf(member, customerId, mayChange) }))}
        />
      )}
    </Section>
  )
}

function cellsOf(member: MemberAndLogins, customerId: string, mayChange: boolean) {
  const { id, name, email, subject, role, isDisabled, logins } = member
  const open = logins.filter(({ isOver }) => !isOver)
  const who = name ?? email ?? subject
  return {
    who: (
      <>
        {who}
        {email && email !== who && `, ${email}`} <code>{subject}</code>
      </>
    ),
    role: isDisabled ? <Badge tone="bad">Disabled</Badge> : role,
    logins: <Logins open={open} last={logins[0]} />,
    action: mayChange && open.length > 0 && (
      <form method="post" action={`/admin/customers/${customerId}/members/${id}/sign-out`}>
        <Button kind="quiet" aria-label={`Sign ${who} out everywhere`}>
          Sign out everywhere
        </Button>
      </form>
    ),
  }
}

type Login = MemberAndLogins['logins'][number]

const shownAtOnce = 3

function Logins({ open, last }: { open: Login[]; last: Login | undefined }) {
  if (!last) return 'None'
  if (open.length === 0)
    return (
      <>
        None now; last seen <Moment at={last.lastSeenAt} />
      </>
    )
  return (
    <>
      <LoginList logins={open.slice(0, shownAtOnce)} />
      {open.length > shownAtOnce && (
        <details>
          <summary>{open.length - shownAtOnce} more</summary>
          <LoginList logins={open.slice(shownAtOnce)} />
        </details>
      )}
    </>
  )
}

function LoginList({ logins }: { logins: Login[] }) {
  return (
    <ul>
      {logins.map(({ id, createdAt, lastSeenAt }) => (
        <li key={id}>
          Since <Moment at={createdAt} />, seen <Moment at={lastSeenAt} />
        </li>
      ))}
    </ul>
  )
}
