'use client'

export { PageFailure as default } from '#components/portal/page-failure.tsx'
