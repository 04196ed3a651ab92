import { Button } from '#components/ui/button.tsx'
import { TextField } from '#components/ui/field.tsx'
import { Table } from '#components/ui/table.tsx'
import { Moment } from './moment.tsx'
import styles from './operator-forms.module.css'

interface PasskeyListProps {
  passkeys: { id: string; name: string; createdAt: Date; lastUsedAt: Date | null }[]
  operator: string
  isSelf: boolean
}

export function PasskeyList({ passkeys, operator, isSelf }: PasskeyListProps) {
  if (passkeys.length === 0) return <p>None yet.</p>
  const mayRemove = !isSelf || passkeys.length > 1
  return (
    <Table
      caption="Passkeys"
      columns={[
        { key: 'name', label: 'Name' },
        { key: 'added', label: 'Added' },
        { key: 'used', label: 'Last used' },
        { key: 'actions', label: 'Change it', labelHidden: true, align: 'end' },
      ]}
      rows={passkeys.map(({ id, name, createdAt, lastUsedAt }) => ({
        id,
        cells: {
          name: isSelf ? <Rename id={id} name={name} /> : name,
          added: <Moment at={createdAt} />,
          used: lastUsedAt ? <Moment at={lastUsedAt} /> : 'Never',
          actions: mayRemove ? <Remove id={id} name={name} operator={operator} /> : 'Your only one',
        },
      }))}
    />
  )
}

function Rename({ id, name }: { id: string; name: string }) {
  return (
    <details>
      <summary>{name}</summary>
      <form className={styles.inline} method="post" action="/admin/passkeys/rename">
        <input type="hidden" name="passkey" value={id} />
        <TextField
          label="New name"
          name="name"
          defaultValue={name}
          required
          pattern=".*\S.*"
          title="A name, not spaces alone"
          maxLength={60}
          autoComplete="off"
        />
        <Button>Rename passkey</Button>
      </form>
    </details>
  )
}

function Remove({ id, name, operator }: { id: string; name: string; operator: string }) {
  return (
    <form method="post" action="/admin/passkeys/remove">
      <input type="hidden" name="operator" value={operator} />
      <input type="hidden" name="passkey" value={id} />
      <Button kind="danger" aria-label={`Remove the passkey “${name}”`}>
        Remove
      </Button>
    </form>
  )
}
