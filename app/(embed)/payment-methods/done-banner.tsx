import { Banner } from '#components/ui/banner.tsx'
import type { Translator } from '#lib/messages/translate.ts'

const outcomes = {
  default: { tone: 'good', key: 'embed.methods_done_default' },
  saved: { tone: 'good', key: 'embed.methods_done_saved' },
  processing: { tone: 'note', key: 'embed.methods_done_processing' },
  failed: { tone: 'bad', key: 'embed.methods_done_failed' },
} as const

/** Says what was just done, where the address tells of it; an unknown word says nothing. */
export function DoneBanner({ done, t }: { done: string | string[] | undefined; t: Translator }) {
  if (typeof done !== 'string' || !Object.hasOwn(outcomes, done)) return null
  const { tone, key } = outcomes[done as keyof typeof outcomes]
  return (
    <Banner tone={tone} live>
      {t(key)}
    </Banner>
  )
}
