/** Something that stops us, said in one sentence for the person at the terminal; its stack is of no use to them. */
export class PlainFailure extends Error {}
