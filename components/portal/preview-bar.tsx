import type { Translator } from '#lib/messages/translate.ts'
import type { Preview } from '#lib/previews/preview.ts'
import styles from './preview-bar.module.css'

/** Above every page that an operator looks at as a customer: as whom, who really looks, and the way out. */
export function PreviewBar({ t, preview, now }: { t: Translator; preview: Preview; now: Date }) {
  const { name, customerId, operator, endsAt } = preview
  const minutes = Math.max(0, Math.round((endsAt.getTime() - now.getTime()) / 60_000))
  const title = t('portal.preview', { customer: name ?? customerId })
  return (
    <aside className={styles.bar} aria-label={title}>
      <div>
        <p className={styles.title}>{title}</p>
        <p>{t('portal.preview_who', { operator: operator.name, minutes })}</p>
      </div>
      <form method="post" action="/admin/preview/end">
        <button className={styles.end} type="submit">
          {t('portal.preview_end')}
        </button>
      </form>
    </aside>
  )
}
