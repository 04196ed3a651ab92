import { Banner } from '#components/ui/banner.tsx'
import { Button } from '#components/ui/button.tsx'

/** In the place of what has been open for too long: why it is not there any more, and the one click that brings it back. */
export function Again({ text, button, onStartAgain }: { text: string; button: string; onStartAgain: () => void }) {
  return (
    <Banner
      live
      action={
        <Button type="button" onClick={onStartAgain}>
          {button}
        </Button>
      }
    >
      {text}
    </Banner>
  )
}
