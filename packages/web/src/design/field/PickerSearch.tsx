/** The search field above a list to choose from: the arrow keys walk the list while the focus stays in the field. */
import { Search, X } from 'lucide-react'
import { Button, Input, SearchField } from 'react-aria-components'
import styles from './Field.module.css'

/** For use within an Autocomplete, which holds what is typed. `label` is spoken and shown as the placeholder. */
export function PickerSearch({ label }: { label: string }) {
  return (
    // It is there because somebody opened it in order to search.
    <SearchField aria-label={label} autoFocus className={styles.search}>
      <Search size={15} className={styles.searchIcon} aria-hidden />
      <Input className={styles.input} placeholder={label} role="combobox" aria-expanded />
      <Button className={styles.clear} aria-label="Clear search">
        <X size={14} aria-hidden />
      </Button>
    </SearchField>
  )
}
