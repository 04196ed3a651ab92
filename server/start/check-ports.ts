import { findListenFailure } from '../free-port.ts'
import { PlainFailure } from '../plain-failure.ts'

/** @throws PlainFailure naming the first port that we cannot have, and the variable that chooses another */
export async function checkPorts(ports: Record<string, number>): Promise<void> {
  for (const [variable, port] of Object.entries(ports)) {
    const failure = await findListenFailure(port)
    if (failure === 'EACCES')
      throw new PlainFailure(
        `Port ${port} is reserved for root on this machine: choose one above 1023 with ${variable}.`,
      )
    if (failure)
      throw new PlainFailure(
        `Port ${port} is in use: end the program that listens there, or choose another with ${variable}, as in ${variable}=${port + 1} npm start.`,
      )
  }
  const [one, other] = Object.keys(ports)
  if (other && new Set(Object.values(ports)).size < 2)
    throw new PlainFailure(`${one} and ${other} are the same port: give each its own.`)
}
