/** The colour of a project: as a dot beside its name, and as a choice. */
import { type ProjectColor, projectColors } from '@copydesk/contract'
import { Label, Radio, RadioGroup } from 'react-aria-components'
import { cx } from '../class-names.ts'
import styles from './ProjectColor.module.css'

/** The dot; silent, since the project's name stands beside it. */
export function ProjectColorDot({ color }: { color: ProjectColor }) {
  return <span className={cx(styles.dot, styles[color])} aria-hidden />
}

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
      <Label className={cx(styles.label)}>Colour</Label>
      <div className={cx(styles.picker)}>
        {projectColors.map((color) => (
          <Radio key={color} value={color} aria-label={color} className={cx(styles.swatch, styles[color])} />
        ))}
      </div>
    </RadioGroup>
  )
}
