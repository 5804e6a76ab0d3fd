/** What can be done with the selected rows of a list. It lies over the foot of the list, whose box is positioned. */
import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { IconButton } from '../button/IconButton.tsx'
import styles from './SelectionBar.module.css'

export interface SelectionBarProps {
  /** What is selected: "Selected items". */
  label: string
  count: number
  /** The list that the focus belongs to, where it says itself which of its rows is next. */
  focusOwner?: string
  onClear: () => void
  children: ReactNode
}

export function SelectionBar({ label, count, focusOwner, onClear, children }: SelectionBarProps) {
  return (
    <div data-focus-owner={focusOwner} data-focus-over="" data-at-foot="" className={styles.place}>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms; this groups what acts on the selection. */}
      <div role="group" aria-label={label} className={styles.bar}>
        <span role="status" className={styles.count}>
          {count} selected
        </span>
        {children}
        <IconButton label="Clear the selection" size="small" onPress={onClear}>
          <X size={15} aria-hidden />
        </IconButton>
      </div>
    </div>
  )
}
