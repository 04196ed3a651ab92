import { Button } from '#components/ui/button.tsx'
import { TextField } from '#components/ui/field.tsx'
import styles from './search-form.module.css'

interface SearchFormProps {
  label: string
  hint: string
  words: string
}

/** Asks for words, which stand in the page's address afterwards. */
export function SearchForm({ label, hint, words }: SearchFormProps) {
  return (
    <search>
      <form className={styles.form} method="get">
        <TextField label={label} hint={hint} name="q" type="search" defaultValue={words} maxLength={250} required />
        <Button kind="primary">Search customers</Button>
      </form>
    </search>
  )
}
