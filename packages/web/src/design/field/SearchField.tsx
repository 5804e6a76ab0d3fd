/** The field that narrows a list while one types. Escape empties it. */
import { Search, X } from 'lucide-react'
import type { Ref } from 'react'
import {
  SearchField as AriaSearchField,
  type SearchFieldProps as AriaSearchFieldProps,
  Button,
  Input,
} from 'react-aria-components'
import { cx } from '../class-names.ts'
import styles from './Field.module.css'

export interface SearchFieldProps
  extends Omit<AriaSearchFieldProps, 'className' | 'children' | 'aria-label'> {
  /** What is searched, spoken and shown as the placeholder: "Search projects". */
  label: string
  /** The arrow keys walk a list below it while the focus stays here (within an Autocomplete). */
  hasList?: boolean
  inputRef?: Ref<HTMLInputElement>
}

/** A search field with a button that empties it. */
export function SearchField({ label, hasList = false, inputRef, ...props }: SearchFieldProps) {
  return (
    <AriaSearchField {...props} aria-label={label} className={cx(styles.search)}>
      <Search size={15} className={cx(styles.searchIcon)} aria-hidden />
      <Input
        className={cx(styles.input)}
        placeholder={label}
        ref={inputRef}
        {...(hasList ? { role: 'combobox', 'aria-expanded': true } : {})}
      />
      <Button className={cx(styles.clear)} aria-label="Clear search">
        <X size={14} aria-hidden />
      </Button>
    </AriaSearchField>
  )
}
