import { LinkButton } from '#components/ui/button.tsx'
import { Page } from '#components/ui/page.tsx'

/** For an address of the console that names nothing, or nothing any more. */
export function NothingHere() {
  return (
    <Page title="There is nothing here" intro="The address is mistyped, or what it named is gone.">
      <div>
        <LinkButton href="/admin/components">To the console</LinkButton>
      </div>
    </Page>
  )
}
