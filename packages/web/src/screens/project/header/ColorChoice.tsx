/** The palette in the popover of the project's colour. It is a module of its own to be loaded when first needed. */
import type { ComponentProps } from 'react'
import { ProjectColorPicker } from '../../../design/index.ts'

export function ColorChoice(props: ComponentProps<typeof ProjectColorPicker>) {
  return <ProjectColorPicker {...props} />
}
