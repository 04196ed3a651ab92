// How tax ids look, by type, as Stripe's table of supported types writes them. A type without a form here has digits.

/** The parts after the country's two letters. */
const euForms: Record<string, string> = {
  AT: 'U\\d{8}',
  BE: '[01]\\d{9}',
  BG: '\\d{9,10}',
  CY: '\\d{8}[A-Z]',
  CZ: '\\d{8,10}',
  DE: '\\d{9}',
  DK: '\\d{8}',
  EE: '\\d{9}',
  EL: '\\d{9}',
  ES: '[A-Z0-9]\\d{7}[A-Z0-9]',
  FI: '\\d{8}',
  FR: '[A-Z0-9]{2}\\d{9}',
  HR: '\\d{11}',
  HU: '\\d{8}',
  IE: '\\d[A-Z0-9+*]\\d{5}[A-Z]{1,2}',
  IT: '\\d{11}',
  LT: '(\\d{9}|\\d{12})',
  LU: '\\d{8}',
  LV: '\\d{11}',
  MT: '\\d{8}',
  NL: '[A-Z0-9]{9}B[A-Z0-9]{2}',
  PL: '\\d{10}',
  PT: '\\d{9}',
  RO: '\\d{2,10}',
  SE: '\\d{12}',
  SI: '\\d{8}',
  SK: '\\d{10}',
  XI: '(\\d{9}|\\d{12}|(GD|HA)\\d{3})',
}

const forms: Record<string, RegExp> = {
  ad_nrt: /^[A-Z]-?\d{6}-?[A-Z]$/,
  ae_trn: /^\d{15}$/,
  ar_cuit: /^\d{2}-?\d{8}-?\d$/,
  au_abn: /^\d{11}$/,
  au_arn: /^\d{12}$/,
  bh_vat: /^\d{15}$/,
  br_cnpj: /^[A-Z0-9]{2}\.?[A-Z0-9]{3}\.?[A-Z0-9]{3}\/?[A-Z0-9]{4}-?\d{2}$/,
  br_cpf: /^\d{3}\.?\d{3}\.?\d{3}-?\d{2}$/,
  ca_bn: /^\d{9}$/,
  ca_gst_hst: /^\d{9}RT\d{4}$/,
  ca_pst_bc: /^PST-?\d{4}-?\d{4}$/,
  ca_pst_mb: /^\d{6}-?\d$/,
  ca_pst_sk: /^\d{7}$/,
  ca_qst: /^\d{10}TQ\d{4}$/,
  ch_uid: /^CHE-?\d{3}\.?\d{3}\.?\d{3}( HR)?$/,
  ch_vat: /^CHE-?\d{3}\.?\d{3}\.?\d{3} ?(MWST|TVA|IVA)$/,
  cl_tin: /^\d{2}\.?\d{3}\.?\d{3}-?[\dK]$/,
  cn_tin: /^[A-Z0-9]{15,18}$/,
  co_nit: /^\d{3}\.?\d{3}\.?\d{3}-?\d$/,
  de_stn: /^\d{10,11}$/,
  do_rcn: /^\d{3}-?\d{5}-?\d$/,
  ec_ruc: /^\d{13}$/,
  es_cif: /^[A-Z]\d{7}[A-Z0-9]$/,
  eu_oss_vat: /^EU\d{9}$/,
  gb_vat: /^(GB|XI)?(\d{9}|\d{12}|(GD|HA)\d{3})$/,
  ge_vat: /^\d{9}$/,
  hk_br: /^\d{8}$/,
  hr_oib: /^(HR)?\d{11}$/,
  hu_tin: /^\d{8}-?\d-?\d{2}$/,
  id_npwp: /^(\d{2}\.?\d{3}\.?\d{3}\.?\d-?\d{3}\.?\d{3}|\d{16})$/,
  il_vat: /^\d{9}$/,
  in_gst: /^\d{2}[A-Z]{5}\d{4}[A-Z][A-Z0-9]Z[A-Z0-9]$/,
  is_vat: /^\d{5,6}$/,
  jp_cn: /^\d{13}$/,
  jp_rn: /^\d{5}$/,
  jp_trn: /^T\d{13}$/,
  ke_pin: /^[A-Z]\d{9}[A-Z]$/,
  kr_brn: /^\d{3}-?\d{2}-?\d{5}$/,
  li_uid: /^CHE\d{9}$/,
  mx_rfc: /^[A-ZÑ&]{3,4}\d{6}[A-Z0-9]{3}$/,
  no_vat: /^\d{9}MVA$/,
  no_voec: /^\d{7}$/,
  nz_gst: /^\d{8,9}$/,
  om_vat: /^OM\d{10}$/,
  pe_ruc: /^\d{11}$/,
  ph_tin: /^\d{12}$/,
  rs_pib: /^\d{9}$/,
  ru_inn: /^(\d{10}|\d{12})$/,
  ru_kpp: /^\d{9}$/,
  sa_vat: /^\d{15}$/,
  si_tin: /^\d{8}$/,
  th_vat: /^\d{13}$/,
  tr_tin: /^\d{10}$/,
  tw_vat: /^\d{8}$/,
  ua_vat: /^\d{9,12}$/,
  us_ein: /^\d{2}-?\d{7}$/,
  uy_ruc: /^\d{12}$/,
  ve_rif: /^[A-Z]-?\d{8}-?\d$/,
  vn_tin: /^\d{10}(-?\d{3})?$/,
  za_vat: /^4\d{9}$/,
}

/** Stripe's test values, with what comes of verifying them. */
export const magicValues: Record<string, 'verified' | 'unverified' | 'pending'> = {
  '000000000': 'verified',
  '111111111': 'unverified',
  '222222222': 'pending',
}

/** Those that Stripe checks with the authorities. */
export const verifiableTypes = ['au_abn', 'eu_vat', 'gb_vat']

export function hasForm(type: string, value: string): boolean {
  if (verifiableTypes.includes(type) && magicValues[value]) return true
  if (type === 'eu_vat') {
    const form = euForms[value.slice(0, 2)]
    return form !== undefined && new RegExp(`^${form}$`).test(value.slice(2))
  }
  return forms[type]?.test(value) ?? /\d/.test(value)
}
