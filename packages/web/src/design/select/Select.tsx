/** A choice of one out of a short list, shown in place: a menu of which one item is chosen. */
import { ChevronDown } from 'lucide-react'
import { type ReactNode, useId } from 'react'
import { Button } from 'react-aria-components'
import { cx } from '../class-names.ts'
import { Menu, MenuItem } from '../menu/Menu.tsx'
import { MenuTrigger } from '../overlay/opener.tsx'
import styles from './Select.module.css'

export interface Option<Value extends string> {
  value: Value
  label: string
  /** A dot, icon or avatar before the label. */
  icon?: ReactNode
}

export interface SelectProps<Value extends string> {
  label: string
  /** `above` the field, `beside` it, or only spoken. */
  labelPlace?: 'above' | 'beside' | 'hidden'
  options: readonly Option<Value>[]
  value: Value | null
  onChange: (value: Value) => void
  placeholder?: string
  /** `quiet` has no border: for rows and bars. */
  variant?: 'field' | 'quiet'
  isDisabled?: boolean
}

/** A select of options with optional icons; typing the first letters finds one. */
export function Select<Value extends string>(props: SelectProps<Value>) {
  const { label, labelPlace = 'above', options, value, variant = 'field', isDisabled = false } = props
  const labelId = useId()
  const valueId = useId()
  const chosen = options.find((option) => option.value === value)
  const shown = chosen?.label ?? props.placeholder ?? ''
  const choose = (keys: 'all' | Iterable<unknown>) => {
    const [key] = keys === 'all' ? [] : [...keys]
    const option = options.find((candidate) => candidate.value === key)
    if (option !== undefined && option.value !== value) props.onChange(option.value)
  }
  const naming =
    labelPlace === 'hidden'
      ? { 'aria-label': `${label}: ${shown}` }
      : { 'aria-labelledby': `${labelId} ${valueId}` }
  return (
    <div
      className={cx(
        styles.select,
        variant === 'quiet' && styles.quiet,
        labelPlace === 'beside' && styles.beside,
      )}
    >
      {labelPlace !== 'hidden' && (
        <span id={labelId} className={styles.label}>
          {label}
        </span>
      )}
      <MenuTrigger>
        <Button {...naming} isDisabled={isDisabled} className={styles.button}>
          <span id={valueId} className={styles.value} data-placeholder={chosen ? undefined : ''}>
            {chosen?.icon}
            {shown}
          </span>
          <ChevronDown size={14} className={styles.chevron} aria-hidden />
        </Button>
        <Menu
          aria-label={label}
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={value === null ? [] : [value]}
          onSelectionChange={choose}
        >
          {options.map((option) => (
            <MenuItem
              key={option.value}
              id={option.value}
              label={option.label}
              {...(option.icon === undefined ? {} : { icon: option.icon })}
            />
          ))}
        </Menu>
      </MenuTrigger>
    </div>
  )
}
