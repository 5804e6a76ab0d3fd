/** The choice of a project's colour out of the palette. */
import { type ProjectColor, projectColors } from '@copydesk/contract'
import { Label, Radio, RadioGroup } from 'react-aria-components'
import { cx } from '../class-names.ts'
import styles from './ProjectColor.module.css'

export interface ProjectColorPickerProps {
  value: ProjectColor
  onChange: (color: ProjectColor) => void
}

/** The palette as a group of radio buttons. */
export function ProjectColorPicker({ value, onChange }: ProjectColorPickerProps) {
  const choose = (next: string) => {
    const color = projectColors.find((candidate) => candidate === next)
    if (color !== undefined) onChange(color)
  }
  return (
    <RadioGroup value={value} onChange={choose} orientation="horizontal">
      <Label className={styles.label}>Colour</Label>
      <div className={styles.picker}>
        {projectColors.map((color) => (
          <Radio key={color} value={color} aria-label={color} className={cx(styles.swatch, styles[color])} />
        ))}
      </div>
    </RadioGroup>
  )
}
