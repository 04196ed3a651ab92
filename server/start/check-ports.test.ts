import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import { findFreePort } from '../free-port.ts'
import { checkPorts } from './check-ports.ts'

describe('checkPorts', () => {
  it.each(['127.0.0.1', '0.0.0.0'])('names the port that a program on %s has, and the variable', async (host) => {
    const server = createServer()
    await new Promise<void>((listening) => server.listen(0, host, listening))
    const { port } = server.address() as AddressInfo
    await expect(checkPorts({ TWIN_PORT: port })).rejects.toThrow(new RegExp(`^Port ${port} is in use: .*TWIN_PORT`))
    server.close()
  })

  it('accepts two free ports, but not the same one twice', async () => {
    const [one, other] = [await findFreePort(), await findFreePort()]
    await checkPorts({ PORT: one, TWIN_PORT: other })
    await expect(checkPorts({ PORT: one, TWIN_PORT: one })).rejects.toThrow('PORT and TWIN_PORT are the same port')
  })
})
