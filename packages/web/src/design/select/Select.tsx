/** A choice of one out of a short list, shown in place. */
import { ChevronDown } from 'lucide-react'
import type { ReactNode } from 'react'
import {
  Select as AriaSelect,
  type SelectProps as AriaSelectProps,
  Button,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  SelectValue,
} from 'react-aria-components'
import { cx } from '../class-names.ts'
import menu from '../menu/Menu.module.css'
import styles from './Select.module.css'

export interface Option<Value extends string> {
  value: Value
  label: string
  /** A dot, icon or avatar before the label. */
  icon?: ReactNode
}

export interface SelectProps<Value extends string>
  extends Pick<AriaSelectProps<object>, 'isDisabled' | 'id' | 'name'> {
  label: string
  /** `above` the field, `beside` it, or only spoken. */
  labelPlace?: 'above' | 'beside' | 'hidden'
  options: readonly Option<Value>[]
  value: Value | null
  onChange: (value: Value) => void
  placeholder?: string
  /** `quiet` has no border: for rows and bars. */
  variant?: 'field' | 'quiet'
}

/** A select of options with optional icons; typing the first letters finds one. */
export function Select<Value extends string>(props: SelectProps<Value>) {
  const { label, labelPlace = 'above', options, value, onChange, variant = 'field', ...rest } = props
  const choose = (key: unknown) => {
    const option = options.find((candidate) => candidate.value === key)
    if (option !== undefined) onChange(option.value)
  }
  return (
    <AriaSelect
      {...rest}
      {...(labelPlace === 'hidden' ? { 'aria-label': label } : {})}
      value={value}
      onChange={choose}
      className={cx(
        styles.select,
        variant === 'quiet' && styles.quiet,
        labelPlace === 'beside' && styles.beside,
      )}
    >
      {labelPlace !== 'hidden' && <Label className={cx(styles.label)}>{label}</Label>}
      <Button className={cx(styles.button)}>
        <SelectValue className={cx(styles.value)} />
        <ChevronDown size={14} className={cx(styles.chevron)} aria-hidden />
      </Button>
      <Popover className={cx(menu.popover)} offset={4}>
        <ListBox className={cx(menu.menu)}>
          {options.map((option) => (
            <ListBoxItem
              key={option.value}
              id={option.value}
              textValue={option.label}
              className={cx(menu.item)}
            >
              {option.icon !== undefined && <span className={cx(menu.icon)}>{option.icon}</span>}
              <span className={cx(menu.label)}>{option.label}</span>
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </AriaSelect>
  )
}
