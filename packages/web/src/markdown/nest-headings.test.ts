import { expect, it } from 'vitest'
import { type MarkdownNode, nestHeadings } from './nest-headings.ts'

it.each([
  [
    [1, 2, 2, 3, 1],
    [3, 4, 4, 5, 3],
  ],
  [
    [2, 4, 3, 2],
    [3, 4, 4, 3],
  ],
  [
    [1, 2, 3, 4, 5],
    [3, 4, 5, 6, 6],
  ],
  [
    [3, 1],
    [3, 3],
  ],
])('headings of levels %j are shown as %j', (depths, expected) => {
  const tree: MarkdownNode = {
    type: 'root',
    children: depths.map((depth) => ({ type: 'heading', depth, children: [] })),
  }
  nestHeadings()(tree)
  expect(tree.children?.map((node) => node.depth)).toEqual(expected)
})
