/** The field that narrows a list while one types. Escape empties it. */
import { Search, X } from 'lucide-react'
import { type KeyboardEvent, useRef } from 'react'
import styles from './Field.module.css'

export interface SearchFieldProps {
  /** What is searched, spoken and shown as the placeholder: "Search projects". */
  label: string
  /** Shown instead, where there is little room and what is searched is beside it: "Search". */
  placeholder?: string
  value: string
  onChange: (value: string) => void
}

/** A search field with a button that empties it, out of the way of the tab key. */
export function SearchField({ label, placeholder = label, value, onChange }: SearchFieldProps) {
  const input = useRef<HTMLInputElement>(null)
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || value === '' || event.nativeEvent.isComposing) return
    event.preventDefault()
    event.stopPropagation()
    onChange('')
  }
  const clear = () => {
    onChange('')
    input.current?.focus()
  }
  return (
    <div className={styles.search} data-empty={value === '' ? '' : undefined}>
      <Search size={15} className={styles.searchIcon} aria-hidden />
      <input
        ref={input}
        type="search"
        aria-label={label}
        placeholder={placeholder}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={onKeyDown}
        className={styles.input}
      />
      <button type="button" tabIndex={-1} aria-label="Clear search" onClick={clear} className={styles.clear}>
        <X size={14} aria-hidden />
      </button>
    </div>
  )
}
