/** For an operator without a passkey whose one-time link is more than ten minutes old. */
export function PasskeyLater({ email }: { email: string }) {
  return (
    <p>
      This takes a passkey, or a one-time link that is not older than ten minutes. Ask an owner for a new invitation, or
      run <code>npm run operator -- invite {email}</code> on the server.
    </p>
  )
}
