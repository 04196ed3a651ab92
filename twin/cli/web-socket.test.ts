import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { acceptSocket, sendText } from './web-socket.ts'

it.each([0, 125, 126, 65_535, 65_536, 300_000])('pushes a text of %i bytes, and answers a farewell', async (length) => {
  const server = createServer()
  const text = 'é'.repeat(length / 2).padEnd(length - Math.floor(length / 2), 'x')
  server.on('upgrade', (request, socket) => {
    acceptSocket(request, socket)
    sendText(socket, text)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}/`)
  const received = await new Promise((resolve, reject) => {
    client.onmessage = ({ data }) => resolve(data)
    client.onerror = reject
  })
  expect(Buffer.byteLength(text)).toBe(length)
  expect(received).toBe(text)
  const closed = new Promise<boolean>((resolve) => {
    client.onclose = ({ wasClean }) => resolve(wasClean)
  })
  client.close(1000, 'Bye')
  expect(await closed).toBe(true)
})
