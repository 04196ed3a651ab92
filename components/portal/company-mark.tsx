import type { Company } from '#lib/company/company.ts'
import styles from './company-mark.module.css'

/** The company's logo and name, as a link to where it begins. */
export function CompanyMark({ company, href }: { company: Company; href: string }) {
  return (
    <a className={styles.mark} href={href}>
      {/* biome-ignore lint/performance/noImgElement: a logo comes as it is, within the page itself */}
      {company.logo && <img className={styles.logo} src={company.logo} alt="" />}
      <span className={styles.name}>{company.name}</span>
    </a>
  )
}
