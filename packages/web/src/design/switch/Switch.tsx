/** Something that is on or off and takes effect at once. What goes with it stands below its label. */
import { type ReactNode, useId } from 'react'
import { Switch as AriaSwitch } from 'react-aria-components'
import styles from './Switch.module.css'

export interface SwitchProps {
  label: string
  /** What being on means. */
  description: string
  isSelected: boolean
  onChange: (isSelected: boolean) => void
  isDisabled?: boolean
  /** More that is told with it, such as who switched it. */
  children?: ReactNode
}

/** A switch at the end of its line. */
export function Switch({
  label,
  description,
  isSelected,
  onChange,
  isDisabled = false,
  children,
}: SwitchProps) {
  const detailsId = useId()
  return (
    <div className={styles.row}>
      <AriaSwitch
        className={styles.switch}
        isSelected={isSelected}
        onChange={onChange}
        isDisabled={isDisabled}
        aria-describedby={detailsId}
      >
        <span className={styles.label}>{label}</span>
        <span className={styles.track} aria-hidden>
          <span className={styles.thumb} />
        </span>
      </AriaSwitch>
      <div id={detailsId} className={styles.details}>
        <p>{description}</p>
        {children}
      </div>
    </div>
  )
}
