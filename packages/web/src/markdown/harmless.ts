/**
 * Makes a syntax tree safe to draw: HTML in the text becomes text, addresses are limited to those that cannot run,
 * and positions, which drawing does not need, are dropped. The tree's depth must be bounded already.
 */
import { contentOf, isHarmlessAddress } from '@copydesk/contract'
import type { Element, RootContent } from 'hast'

/** Changes the block in place. `embedCount` counts the embeds of the text so far; gives it with those of the block. */
export function makeHarmless(block: RootContent, embedCount = 0): number {
  if (block.type === 'element') block.properties.dir = 'auto'
  else if (block.type === 'raw') turnToText(block)
  visit(block)
  return placeEmbeds(block, embedCount)
}

function visit(node: RootContent): void {
  delete node.position
  delete node.data
  if (node.type !== 'element') return
  const { properties } = node
  for (const name of ['href', 'src'] as const) {
    if (name in properties) properties[name] = harmless(String(properties[name] ?? ''))
  }
  for (const child of node.children) {
    if ((child as RootContent).type === 'raw') turnToText(child as RootContent)
    visit(child)
  }
}

/** A picture of content that is a paragraph of its own takes the paragraph's place, with its number in the text. */
function placeEmbeds(block: RootContent, before: number): number {
  let count = before
  const left: RootContent[] = [block]
  for (let node = left.pop(); node !== undefined; node = left.pop()) {
    if (node.type !== 'element') continue
    const [only, ...others] = node.children
    if (node.tagName === 'p' && only && others.length === 0 && isEmbed(only)) {
      count += 1
      node.tagName = 'div'
      only.properties.dataEmbed = String(count)
    } else left.push(...(node.children as RootContent[]).toReversed())
  }
  return count
}

function isEmbed(node: RootContent): node is Element {
  return isPicture(node) && contentOf(String(node.properties.src)) !== null
}

function isPicture(node: RootContent): node is Element {
  return node.type === 'element' && node.tagName === 'img'
}

function harmless(address: string): string {
  return contentOf(address) !== null || isHarmlessAddress(address) ? address : ''
}

function turnToText(node: RootContent): void {
  Object.assign(node, { type: 'text' })
  delete node.position
}
