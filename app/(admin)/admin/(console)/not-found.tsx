export { NothingHere as default } from '#components/admin/nothing-here.tsx'
