/**
 * The sheets of menus, popovers and dialogs, on React Aria. Only lazy-overlays.ts imports this module: it is the
 * weight that the first screen does without.
 */
import { Check } from 'lucide-react'
import { type ReactNode, useMemo } from 'react'
import {
  Dialog as AriaDialog,
  Menu as AriaMenu,
  MenuItem as AriaMenuItem,
  MenuSection as AriaMenuSection,
  Popover as AriaPopover,
  type PopoverProps as AriaPopoverProps,
  ButtonContext,
  Header,
  Heading,
  Modal,
  ModalOverlay,
} from 'react-aria-components'
import { cx } from '../class-names.ts'
import menu from '../menu/Menu.module.css'
import {
  type MenuItemProps,
  MenuParts,
  type MenuSectionProps,
  type MenuSheetProps,
} from '../menu/menu-parts.ts'
import dialog from './Dialog.module.css'
import type { DialogProps } from './Dialog.tsx'
import popover from './Popover.module.css'

/** The raised sheet of a popover. It is the dialog itself, so that the hidden dismiss buttons are inside a landmark. */
export function PopoverSheet({
  label,
  isFlush,
  children,
  ...props
}: Omit<AriaPopoverProps, 'className' | 'children'> & {
  label: string
  isFlush: boolean
  children: ReactNode
}) {
  return (
    <AriaPopover {...props} aria-label={label} className={cx(popover.popover)}>
      <ButtonContext value={null}>
        <div className={cx(popover.content, isFlush && popover.flush)}>{children}</div>
      </ButtonContext>
    </AriaPopover>
  )
}

/** The sheet of a menu. */
export function MenuSheet({ opener, placement, children, ...props }: MenuSheetProps) {
  const { isOpen, setOpen, buttonRef, buttonId, startAt } = opener
  const label = props['aria-label']
  const naming = label === undefined ? { 'aria-labelledby': buttonId } : { 'aria-label': label }
  const parts = useMemo(() => ({ Item, Section }), [])
  return (
    <AriaPopover
      {...naming}
      triggerRef={buttonRef}
      isOpen={isOpen}
      onOpenChange={setOpen}
      placement={placement}
      offset={4}
      trigger="MenuTrigger"
      className={cx(menu.popover)}
    >
      <ButtonContext value={null}>
        <MenuParts value={parts}>
          <AriaMenu
            {...props}
            {...naming}
            autoFocus={startAt}
            onClose={() => setOpen(false)}
            className={cx(menu.menu)}
          >
            {children}
          </AriaMenu>
        </MenuParts>
      </ButtonContext>
    </AriaPopover>
  )
}

function Item({ label, icon, hint, tone = 'normal', ...props }: MenuItemProps) {
  return (
    <AriaMenuItem {...props} textValue={label} className={cx(menu.item, tone === 'danger' && menu.danger)}>
      {({ isSelected, selectionMode }) => (
        <>
          {icon !== undefined && <span className={cx(menu.icon)}>{icon}</span>}
          <span className={cx(menu.label)}>{label}</span>
          {hint !== undefined && <span className={cx(menu.hint)}>{hint}</span>}
          {/* Kept free in the lines that are not chosen: hints end in one line. */}
          {selectionMode !== 'none' && (
            <span className={cx(menu.check)}>{isSelected && <Check size={15} aria-hidden />}</span>
          )}
        </>
      )}
    </AriaMenuItem>
  )
}

function Section({ title, children }: MenuSectionProps) {
  return (
    <AriaMenuSection>
      <Header className={cx(menu.heading)}>{title}</Header>
      {children}
    </AriaMenuSection>
  )
}

/** The modal. */
export function DialogSheet({
  title,
  isOpen,
  onClose,
  role = 'dialog',
  size = 'medium',
  isHeld = false,
  children,
  actions,
}: DialogProps) {
  const onOpenChange = (open: boolean) => {
    if (!open) onClose()
  }
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      isDismissable={!isHeld}
      isKeyboardDismissDisabled={isHeld}
      className={cx(dialog.overlay)}
    >
      <Modal className={cx(dialog.modal, dialog[size])}>
        <AriaDialog role={role} className={cx(dialog.dialog)}>
          <Heading slot="title" level={2} className={cx(dialog.title)}>
            {title}
          </Heading>
          {children}
          {actions !== null && <div className={cx(dialog.actions)}>{actions}</div>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}
