import type { MetricNames } from "./names.ts";

/** What the metrics are called in Indonesian. */
export const indonesian: MetricNames = {
  metrics: {
    mrr: {
      label: "Pendapatan berulang bulanan (MRR)",
      question: "Berapa pendapatan berulang kita per bulan?",
    },
    arr: {
      label: "Pendapatan berulang tahunan (ARR)",
      question: "Berapa hasil pendapatan berulang saat ini dalam setahun?",
    },
    new_mrr: { label: "MRR baru", question: "Berapa MRR dari pelanggan yang pertama kali membayar?" },
    expansion_mrr: { label: "MRR ekspansi", question: "Berapa MRR yang ditambahkan pelanggan lama?" },
    contraction_mrr: {
      label: "MRR kontraksi",
      question: "Berapa MRR yang dikurangi pelanggan yang tetap bertahan?",
    },
    churned_mrr: {
      label: "MRR hilang (churn)",
      question: "Berapa MRR yang hilang karena pelanggan berhenti?",
    },
    reactivation_mrr: { label: "MRR reaktivasi", question: "Berapa MRR dari pelanggan yang kembali?" },
    net_new_mrr: { label: "MRR baru bersih", question: "Seberapa besar pendapatan berulang bertambah?" },
    mrr_growth_rate: { label: "Pertumbuhan MRR", question: "Seberapa cepat pendapatan berulang tumbuh?" },
    quick_ratio: {
      label: "Quick ratio",
      question: "Berapa MRR yang kita peroleh untuk setiap satuan yang hilang?",
    },
    customers: { label: "Jumlah pelanggan", question: "Berapa pelanggan yang membayar?" },
    new_customers: { label: "Pelanggan baru", question: "Berapa pelanggan baru yang kita dapatkan?" },
    churned_customers: { label: "Pelanggan berhenti", question: "Berapa pelanggan yang hilang?" },
    arpa: {
      label: "Pendapatan rata-rata per akun (ARPA)",
      question: "Berapa rata-rata yang dibayar satu pelanggan per bulan?",
    },
    logo_churn_rate: { label: "Tingkat churn pelanggan", question: "Berapa bagian pelanggan yang berhenti?" },
    nrr: {
      label: "Retensi pendapatan bersih (NRR)",
      question: "Apakah pendapatan dari pelanggan lama bertambah atau menyusut?",
    },
    "nrr.period": {
      label: "Retensi pendapatan bersih (NRR) dalam periode",
      question: "Dalam periode ini, apakah pendapatan dari pelanggan lama bertambah atau menyusut?",
    },
    grr: {
      label: "Retensi pendapatan kotor (GRR)",
      question: "Berapa pendapatan yang kita pertahankan tanpa menghitung upgrade?",
    },
    "grr.period": {
      label: "Retensi pendapatan kotor (GRR) dalam periode",
      question: "Dalam periode ini, berapa pendapatan yang kita pertahankan tanpa menghitung upgrade?",
    },
    leads: { label: "Jumlah prospek (leads)", question: "Berapa calon pelanggan baru yang kita kenal?" },
    opportunities_created: {
      label: "Peluang baru",
      question: "Berapa peluang penjualan baru yang kita buka?",
    },
    win_rate: {
      label: "Tingkat kemenangan (win rate)",
      question: "Dari peluang yang sudah diputuskan, berapa bagian yang kita menangkan?",
    },
    sales_cycle_days: {
      label: "Siklus penjualan",
      question: "Berapa hari biasanya untuk memenangkan satu peluang?",
    },
    "sales_cycle_days.mean": {
      label: "Siklus penjualan rata-rata",
      question: "Berapa hari rata-rata untuk memenangkan satu peluang?",
    },
    "sales_cycle_days.p90": {
      label: "Siklus penjualan (persentil ke-90)",
      question: "Sepersepuluh peluang yang paling lambat dimenangkan memakan lebih dari berapa hari?",
    },
    average_deal_size: {
      label: "Rata-rata nilai transaksi",
      question: "Berapa nilai rata-rata satu peluang yang dimenangkan?",
    },
    bookings: {
      label: "Nilai kontrak dimenangkan (bookings)",
      question: "Berapa nilai penjualan yang kita menangkan?",
    },
    spend: {
      label: "Biaya penjualan dan pemasaran",
      question: "Berapa biaya yang kita keluarkan untuk mendapatkan pelanggan?",
    },
    mqls: {
      label: "Prospek layak pemasaran (MQL)",
      question: "Berapa prospek yang dinilai layak oleh tim pemasaran?",
    },
    sqls: { label: "Prospek layak penjualan (SQL)", question: "Berapa prospek yang diterima tim penjualan?" },
    lead_velocity_rate: {
      label: "Laju pertumbuhan prospek (LVR)",
      question: "Seberapa cepat prospek yang layak bertambah?",
    },
    lead_conversion_rate: {
      label: "Tingkat konversi prospek",
      question: "Berapa bagian prospek baru yang terkonversi?",
    },
    mql_to_sql_rate: {
      label: "Tingkat MQL ke SQL",
      question: "Berapa bagian prospek layak pemasaran yang diterima tim penjualan?",
    },
    cost_per_lead: { label: "Biaya per prospek (CPL)", question: "Berapa biaya satu prospek?" },
    "cost_per_lead.platform": {
      label: "Biaya per prospek (hitungan platform iklan)",
      question: "Berapa biaya satu prospek menurut hitungan platform iklan?",
    },
    cac: {
      label: "Biaya akuisisi pelanggan (CAC)",
      question: "Berapa biaya mendapatkan satu pelanggan baru?",
    },
    "cac.platform": {
      label: "Biaya akuisisi pelanggan (hitungan platform iklan)",
      question: "Berapa biaya satu konversi menurut hitungan platform iklan?",
    },
    attributed_revenue: {
      label: "Pendapatan teratribusi",
      question: "Melalui kanal mana pendapatan datang?",
    },
    attributed_conversions: {
      label: "Konversi teratribusi",
      question: "Melalui kanal mana peluang yang dimenangkan datang?",
    },
    attributed_pipeline: {
      label: "Pipeline teratribusi",
      question: "Melalui kanal mana pipeline terbentuk?",
    },
    roas: {
      label: "Pengembalian belanja iklan (ROAS)",
      question: "Berapa pendapatan dari setiap satuan biaya?",
    },
    marketing_roi: { label: "ROI pemasaran", question: "Berapa hasil pemasaran setelah dikurangi biayanya?" },
    ltv: { label: "Nilai seumur hidup pelanggan (LTV)", question: "Berapa nilai satu pelanggan?" },
    "ltv.expansion": {
      label: "LTV dengan ekspansi",
      question: "Berapa nilai satu pelanggan, termasuk pertumbuhannya?",
    },
    "ltv.km": {
      label: "LTV (Kaplan-Meier)",
      question: "Berapa nilai satu pelanggan menurut lamanya pelanggan benar-benar bertahan?",
    },
    ltv_cac: {
      label: "Rasio LTV terhadap CAC",
      question: "Apakah pelanggan menghasilkan lebih dari biaya mendapatkannya?",
    },
    cac_payback_months: {
      label: "Masa balik modal CAC",
      question: "Setelah berapa bulan pelanggan baru menutup biaya akuisisinya?",
    },
    magic_number: {
      label: "Magic number",
      question: "Berapa pendapatan tahunan tambahan dari setiap satuan biaya?",
    },
    rule_of_40: {
      label: "Aturan 40 (Rule of 40)",
      question: "Apakah pertumbuhan ditambah margin laba sudah cukup?",
    },
    pipeline_open: {
      label: "Pipeline terbuka",
      question: "Berapa nilai seluruh peluang yang masih terbuka?",
    },
    pipeline_weighted: {
      label: "Pipeline tertimbang",
      question: "Berapa yang dapat diharapkan dari peluang yang masih terbuka?",
    },
    pipeline_created: { label: "Pipeline baru", question: "Berapa nilai pipeline baru yang kita buka?" },
    pipeline_coverage: { label: "Cakupan pipeline", question: "Apakah pipeline cukup untuk mencapai kuota?" },
    "win_rate.value": {
      label: "Tingkat kemenangan menurut nilai",
      question: "Dari nilai yang sudah diputuskan, berapa bagian yang kita menangkan?",
    },
    "win_rate.cohort": {
      label: "Tingkat kemenangan kohort",
      question: "Dari peluang yang dibuka pada periode itu, berapa bagian yang sudah kita menangkan?",
    },
    "sales_cycle_days.km": {
      label: "Siklus penjualan (Kaplan-Meier)",
      question: "Berapa hari untuk menang, dengan memperhitungkan peluang yang masih terbuka?",
    },
    stage_conversion_rate: {
      label: "Tingkat konversi tahap",
      question: "Berapa bagian peluang di suatu tahap yang melangkah lebih jauh?",
    },
    stage_duration_days: {
      label: "Lama di tahap",
      question: "Berapa hari biasanya peluang berada di suatu tahap?",
    },
    "stage_duration_days.mean": {
      label: "Lama rata-rata di tahap",
      question: "Berapa hari rata-rata peluang berada di suatu tahap?",
    },
    "stage_duration_days.p90": {
      label: "Lama di tahap (persentil ke-90)",
      question: "Sepersepuluh peluang yang paling lama memakan lebih dari berapa hari di suatu tahap?",
    },
    "stage_duration_days.km": {
      label: "Lama di tahap (Kaplan-Meier)",
      question: "Berapa hari peluang berada di suatu tahap, dengan memperhitungkan yang masih di sana?",
    },
    sales_velocity: {
      label: "Kecepatan penjualan (sales velocity)",
      question: "Berapa hasil pipeline kita per hari?",
    },
    slippage_rate: {
      label: "Tingkat penundaan peluang (slippage)",
      question: "Dari peluang yang diharapkan dalam periode ini, berapa bagian yang tertunda?",
    },
    quota_attainment: { label: "Pencapaian kuota", question: "Berapa bagian kuota yang sudah tercapai?" },
    lead_to_customer_rate: {
      label: "Tingkat prospek menjadi pelanggan",
      question: "Dari calon pelanggan yang kita kenal, berapa bagian yang membeli?",
    },
    forecast_accuracy: { label: "Akurasi prakiraan", question: "Seberapa baik prakiraan kita?" },
    "forecast_accuracy.hubspot": {
      label: "Akurasi prakiraan (cara HubSpot)",
      question: "Seberapa baik prakiraan kita?",
    },
    "forecast_accuracy.gong": {
      label: "Akurasi prakiraan (cara Gong)",
      question: "Seberapa baik prakiraan kita?",
    },
    "forecast_accuracy.ratio": {
      label: "Aktual terhadap prakiraan",
      question: "Seberapa baik prakiraan kita?",
    },
    forecast_bias: {
      label: "Bias prakiraan",
      question: "Apakah prakiraan kita terlalu tinggi atau terlalu rendah?",
    },
    fx_mrr: {
      label: "MRR akibat kurs",
      question: "Berapa perubahan pendapatan berulang yang semata-mata karena kurs?",
    },
    cmrr: {
      label: "MRR berkomitmen (CMRR)",
      question: "Berapa pendapatan berulang yang sudah terikat kontrak?",
    },
    cmgr: {
      label: "Laju pertumbuhan bulanan majemuk (CMGR)",
      question: "Seberapa cepat pendapatan berulang tumbuh per bulan?",
    },
    growth_slowing: {
      label: "Perlambatan pertumbuhan",
      question: "Apakah pertumbuhan melambat (di bawah 0) atau makin cepat (di atas 0)?",
    },
    arpu: {
      label: "Pendapatan rata-rata per pengguna (ARPU)",
      question: "Berapa rata-rata yang dibayar satu pengguna per bulan?",
    },
    asp: {
      label: "Harga jual rata-rata (ASP)",
      question: "Dengan harga bulanan berapa kita mendapatkan satu pelanggan baru?",
    },
    revenue: { label: "Pendapatan", question: "Berapa nilai yang kita tagihkan?" },
    logo_retention_rate: {
      label: "Tingkat retensi pelanggan",
      question: "Berapa bagian pelanggan yang bertahan?",
    },
    customer_lifetime_months: {
      label: "Masa hidup pelanggan",
      question: "Berapa bulan seorang pelanggan bertahan?",
    },
    gross_mrr_churn_rate: {
      label: "Tingkat churn MRR kotor",
      question: "Berapa bagian pendapatan berulang yang hilang tanpa menghitung upgrade?",
    },
    net_mrr_churn_rate: {
      label: "Tingkat churn MRR bersih",
      question: "Berapa bagian pendapatan berulang yang hilang setelah upgrade diperhitungkan?",
    },
    upsell_rate: {
      label: "Tingkat upsell",
      question: "Seberapa besar tambahan pelanggan atas yang sudah mereka bayar?",
    },
    renewal_rate: {
      label: "Tingkat perpanjangan",
      question: "Dari kontrak yang jatuh tempo, berapa bagian yang diperpanjang?",
    },
    "renewal_rate.value": {
      label: "Tingkat perpanjangan menurut nilai",
      question: "Dari pendapatan berulang yang jatuh tempo, berapa bagian yang diperpanjang?",
    },
  },
  variants: {
    label: "{label} ({variant})",
    within: "dalam {days} hari",
    target: "target",
    simple: "sederhana",
    models: {
      first: "sentuhan pertama",
      last: "sentuhan terakhir",
      last_non_direct: "sentuhan terakhir non-langsung",
      linear: "linear",
      u_shaped: "bentuk U",
      w_shaped: "bentuk W",
      full_path: "jalur penuh",
      time_decay: "peluruhan waktu",
      markov: "Markov",
      markov2: "Markov orde 2",
      shapley: "Shapley",
    },
  },
};
