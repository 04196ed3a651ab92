import { Badge } from '#components/ui/badge.tsx'
import { Button } from '#components/ui/button.tsx'
import { Table } from '#components/ui/table.tsx'
import { Moment } from './moment.tsx'

interface OperatorLoginsProps {
  logins: { id: string; createdAt: Date; lastSeenAt: Date }[]
  operator: string
  /** The login that looks. */
  current: string
}

/** The browsers that an operator is signed in with, each with a way to end it. */
export function OperatorLogins({ logins, operator, current }: OperatorLoginsProps) {
  if (logins.length === 0) return <p>Nowhere.</p>
  return (
    <>
      <Table
        caption="Logins"
        columns={[
          { key: 'since', label: 'Since' },
          { key: 'seen', label: 'Last seen' },
          { key: 'end', label: 'End it', labelHidden: true, align: 'end' },
        ]}
        rows={logins.map(({ id, createdAt, lastSeenAt }) => ({
          id,
          cells: {
            since: <Moment at={createdAt} />,
            seen: <Moment at={lastSeenAt} />,
            end: id === current ? <Badge tone="note">This browser</Badge> : <SignOut operator={operator} login={id} />,
          },
        }))}
      />
      <SignOut operator={operator} />
    </>
  )
}

function SignOut({ operator, login }: { operator: string; login?: string }) {
  return (
    <form method="post" action="/admin/operators/sign-out">
      <input type="hidden" name="operator" value={operator} />
      {login && <input type="hidden" name="login" value={login} />}
      {login ? <Button kind="quiet">Sign out</Button> : <Button>Sign out everywhere</Button>}
    </form>
  )
}
