import { type Door, doorHrefs } from '#components/portal/doors.ts'
import { Section } from '#components/ui/section.tsx'
import type { Translator } from '#lib/messages/translate.ts'
import styles from './home.module.css'

/** The other pages, with what they are good for. */
export function DoorList({ doors, t }: { doors: readonly Door[]; t: Translator }) {
  return (
    <Section title={t('home.more')}>
      <ul className={styles.doors}>
        {doors.map((door) =>
          door === 'home' ? null : (
            <li key={door}>
              <a className={styles.door} href={doorHrefs[door]}>
                <span className={styles.doorName}>{t(`home.door_${door}`)}</span>
                <span className={styles.quiet}>{t(`home.door_${door}_text`)}</span>
              </a>
            </li>
          ),
        )}
      </ul>
    </Section>
  )
}
