// What `stripe logs tail` asks for: each call of the account's, as it is answered.
import type { Duplex } from 'node:stream'
import type { Account } from '../kernel/account.ts'
import type { LedgerEntry } from '../twin-types.ts'
import { sendText } from './web-socket.ts'

/** Sends the account's calls through the socket until it closes. */
export function pushCalls({ ledger }: Account, socket: Duplex) {
  socket.on(
    'close',
    ledger.onAdd((entry) => sendText(socket, JSON.stringify(messageOf(entry)))),
  )
}

function messageOf({ request_id: id, method, path, status, error, time }: LedgerEntry) {
  const call = { created_at: time, livemode: false, method, request_id: id, status, url: path, error: error ?? {} }
  return { type: 'request_log_event', request_log_id: `resp_${id}`, event_payload: JSON.stringify(call) }
}
