/** The bar above a list: search and filters first, then actions after a ToolbarSpace. */
import type { ReactNode } from 'react'
import styles from './Toolbar.module.css'

/** A plain group with a name, not the ARIA toolbar: it holds text fields, where the arrow keys belong to the text. */
export function Toolbar({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms; this groups the controls of a list.
    <div role="group" aria-label={label} className={styles.toolbar}>
      {children}
    </div>
  )
}

/** Pushes what follows to the far end. */
export function ToolbarSpace() {
  return <span className={styles.space} />
}
