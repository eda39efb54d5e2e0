import type { MetricNames } from "./names.ts";

/** What the metrics are called in Turkish. */
export const turkish: MetricNames = {
  metrics: {
    mrr: { label: "Aylık yinelenen gelir (MRR)", question: "Ayda ne kadar yinelenen gelirimiz var?" },
    arr: { label: "Yıllık yinelenen gelir (ARR)", question: "Bugünkü yinelenen gelir bir yılda ne getirir?" },
    new_mrr: { label: "Yeni MRR", question: "İlk kez ödeme yapan müşteriler ne kadar MRR ekledi?" },
    expansion_mrr: { label: "Genişleme MRR'si", question: "Mevcut müşteriler ne kadar MRR ekledi?" },
    contraction_mrr: { label: "Daralma MRR'si", question: "Kalan müşteriler MRR'yi ne kadar azalttı?" },
    churned_mrr: { label: "Kaybedilen MRR", question: "Ayrılan müşterilerle ne kadar MRR kaybettik?" },
    reactivation_mrr: { label: "Geri kazanılan MRR", question: "Geri dönen müşteriler ne kadar MRR ekledi?" },
    net_new_mrr: { label: "Net yeni MRR", question: "Yinelenen gelir ne kadar arttı?" },
    mrr_growth_rate: { label: "MRR büyüme oranı", question: "Yinelenen gelir ne kadar hızlı büyüyor?" },
    quick_ratio: {
      label: "Hızlı oran (quick ratio)",
      question: "Kaybettiğimiz her birim MRR için ne kadar kazanıyoruz?",
    },
    customers: { label: "Müşteri sayısı", question: "Kaç müşteri bize ödeme yapıyor?" },
    new_customers: { label: "Yeni müşteri sayısı", question: "Kaç yeni müşteri kazandık?" },
    churned_customers: { label: "Kaybedilen müşteri sayısı", question: "Kaç müşteri kaybettik?" },
    arpa: {
      label: "Hesap başına ortalama gelir (ARPA)",
      question: "Bir müşteri ayda ortalama ne kadar ödüyor?",
    },
    logo_churn_rate: {
      label: "Müşteri kayıp oranı (logo churn)",
      question: "Müşterilerimizin ne kadarı ayrıldı?",
    },
    nrr: {
      label: "Net gelir elde tutma oranı (NRR)",
      question: "Mevcut müşterilerden gelen gelir büyüyor mu, küçülüyor mu?",
    },
    "nrr.period": {
      label: "Dönem içi net gelir elde tutma oranı (NRR)",
      question: "Bu dönemde mevcut müşterilerden gelen gelir büyüdü mü, küçüldü mü?",
    },
    grr: {
      label: "Brüt gelir elde tutma oranı (GRR)",
      question: "Yükseltmeler sayılmadan gelirin ne kadarını koruyoruz?",
    },
    "grr.period": {
      label: "Dönem içi brüt gelir elde tutma oranı (GRR)",
      question: "Bu dönemde yükseltmeler sayılmadan gelirin ne kadarını koruduk?",
    },
    leads: {
      label: "Potansiyel müşteri sayısı (lead)",
      question: "Kaç yeni potansiyel müşteriyle tanıştık?",
    },
    opportunities_created: { label: "Açılan satış fırsatları", question: "Kaç yeni satış fırsatı açtık?" },
    win_rate: { label: "Kazanma oranı", question: "Sonuçlanan fırsatların ne kadarını kazandık?" },
    sales_cycle_days: {
      label: "Satış döngüsü",
      question: "Bir fırsatı kazanmak genellikle kaç gün sürüyor?",
    },
    "sales_cycle_days.mean": {
      label: "Ortalama satış döngüsü",
      question: "Bir fırsatı kazanmak ortalama kaç gün sürüyor?",
    },
    "sales_cycle_days.p90": {
      label: "Satış döngüsü (90. yüzdelik)",
      question: "Kazanılan fırsatların en yavaş onda biri kaç günden uzun sürdü?",
    },
    average_deal_size: {
      label: "Ortalama anlaşma tutarı",
      question: "Kazanılan bir fırsatın tutarı ortalama ne kadar?",
    },
    bookings: { label: "Kazanılan satış tutarı (bookings)", question: "Ne kadarlık satış kazandık?" },
    spend: { label: "Satış ve pazarlama harcaması", question: "Müşteri kazanmak için ne kadar harcadık?" },
    mqls: {
      label: "Pazarlama nitelikli lead (MQL) sayısı",
      question: "Pazarlama kaç lead'i nitelikli buldu?",
    },
    sqls: { label: "Satış nitelikli lead (SQL) sayısı", question: "Satış ekibi kaç lead'i kabul etti?" },
    lead_velocity_rate: {
      label: "Lead artış hızı (LVR)",
      question: "Nitelikli lead sayısı ne kadar hızlı artıyor?",
    },
    lead_conversion_rate: { label: "Lead dönüşüm oranı", question: "Yeni lead'lerin ne kadarı dönüşüyor?" },
    mql_to_sql_rate: {
      label: "MQL'den SQL'e dönüşüm oranı",
      question: "Pazarlama nitelikli lead'lerin ne kadarını satış ekibi kabul ediyor?",
    },
    cost_per_lead: { label: "Lead başına maliyet (CPL)", question: "Bir lead'in maliyeti ne kadar?" },
    "cost_per_lead.platform": {
      label: "Lead başına maliyet (reklam platformu verisi)",
      question: "Reklam platformlarının sayımına göre bir lead'in maliyeti ne kadar?",
    },
    cac: { label: "Müşteri edinme maliyeti (CAC)", question: "Yeni bir müşterinin maliyeti ne kadar?" },
    "cac.platform": {
      label: "Müşteri edinme maliyeti (reklam platformu verisi)",
      question: "Reklam platformlarının sayımına göre bir dönüşümün maliyeti ne kadar?",
    },
    attributed_revenue: { label: "İlişkilendirilen gelir", question: "Gelir hangi kanallardan geldi?" },
    attributed_conversions: {
      label: "İlişkilendirilen dönüşümler",
      question: "Kazanılan fırsatlar hangi kanallardan geldi?",
    },
    attributed_pipeline: {
      label: "İlişkilendirilen satış hattı",
      question: "Satış hattı hangi kanallardan oluştu?",
    },
    roas: {
      label: "Reklam harcamasının getirisi (ROAS)",
      question: "Harcanan her birim ne kadar gelir getirdi?",
    },
    marketing_roi: {
      label: "Pazarlama yatırım getirisi (ROI)",
      question: "Pazarlama, maliyetinin üzerinde ne kadar kazandırdı?",
    },
    ltv: { label: "Müşteri yaşam boyu değeri (LTV)", question: "Bir müşterinin değeri ne kadar?" },
    "ltv.expansion": {
      label: "Genişleme dahil yaşam boyu değer (LTV)",
      question: "Büyüme dahil edildiğinde bir müşterinin değeri ne kadar?",
    },
    "ltv.km": {
      label: "Müşteri yaşam boyu değeri (Kaplan-Meier)",
      question: "Müşterilerin gerçekte kaldığı süreye göre bir müşterinin değeri ne kadar?",
    },
    ltv_cac: { label: "LTV/CAC oranı", question: "Bir müşteri maliyetinden fazlasını kazandırıyor mu?" },
    cac_payback_months: {
      label: "CAC geri ödeme süresi",
      question: "Yeni bir müşteri maliyetini kaç ayda geri ödüyor?",
    },
    magic_number: {
      label: "Sihirli sayı (magic number)",
      question: "Harcanan her birim ne kadar yıllık gelir artışı getiriyor?",
    },
    rule_of_40: { label: "40 kuralı", question: "Büyüme ile kâr marjının toplamı yeterli mi?" },
    pipeline_open: {
      label: "Açık satış hattı (pipeline)",
      question: "Açık fırsatlarımızın toplam tutarı ne kadar?",
    },
    pipeline_weighted: {
      label: "Ağırlıklı satış hattı",
      question: "Açık fırsatlarımızdan ne kadar bekleyebiliriz?",
    },
    pipeline_created: { label: "Yeni satış hattı", question: "Ne kadarlık yeni fırsat açtık?" },
    pipeline_coverage: {
      label: "Satış hattı karşılama oranı",
      question: "Satış hattı kotayı tutturmaya yeter mi?",
    },
    "win_rate.value": {
      label: "Tutara göre kazanma oranı",
      question: "Sonuçlanan tutarın ne kadarını kazandık?",
    },
    "win_rate.cohort": {
      label: "Kohort kazanma oranı",
      question: "O dönemde açılan fırsatların ne kadarını bugüne dek kazandık?",
    },
    "sales_cycle_days.km": {
      label: "Satış döngüsü (Kaplan-Meier)",
      question: "Hâlâ açık olanlar da hesaba katıldığında kazanmak kaç gün sürüyor?",
    },
    stage_conversion_rate: {
      label: "Aşama dönüşüm oranı",
      question: "Bir aşamadaki fırsatların ne kadarı ilerliyor?",
    },
    stage_duration_days: {
      label: "Aşamada geçen süre",
      question: "Fırsatlar bir aşamada genellikle kaç gün kalıyor?",
    },
    "stage_duration_days.mean": {
      label: "Aşamada geçen ortalama süre",
      question: "Fırsatlar bir aşamada ortalama kaç gün kalıyor?",
    },
    "stage_duration_days.p90": {
      label: "Aşamada geçen süre (90. yüzdelik)",
      question: "En uzun kalan onda birlik kesim bir aşamada kaç günden fazla kaldı?",
    },
    "stage_duration_days.km": {
      label: "Aşamada geçen süre (Kaplan-Meier)",
      question: "Hâlâ o aşamada olanlar da hesaba katıldığında fırsatlar kaç gün kalıyor?",
    },
    sales_velocity: {
      label: "Satış hızı (sales velocity)",
      question: "Satış hattımız günde ne kadar kazandırıyor?",
    },
    slippage_rate: {
      label: "Erteleme oranı (slippage)",
      question: "Dönem içinde beklenen fırsatların ne kadarı ertelendi?",
    },
    quota_attainment: {
      label: "Kota gerçekleşme oranı",
      question: "Satış kotasının ne kadarını gerçekleştirdik?",
    },
    lead_to_customer_rate: {
      label: "Lead'den müşteriye dönüşüm oranı",
      question: "Tanıştığımız potansiyel müşterilerin ne kadarı satın alıyor?",
    },
    forecast_accuracy: { label: "Tahmin doğruluğu", question: "Tahminlerimiz ne kadar iyiydi?" },
    "forecast_accuracy.hubspot": {
      label: "Tahmin doğruluğu (HubSpot yöntemi)",
      question: "Tahminlerimiz ne kadar iyiydi?",
    },
    "forecast_accuracy.gong": {
      label: "Tahmin doğruluğu (Gong yöntemi)",
      question: "Tahminlerimiz ne kadar iyiydi?",
    },
    "forecast_accuracy.ratio": {
      label: "Gerçekleşen / tahmin oranı",
      question: "Tahminlerimiz ne kadar iyiydi?",
    },
    forecast_bias: {
      label: "Tahmin sapması",
      question: "Tahminlerimiz fazla mı yüksekti, fazla mı düşüktü?",
    },
    fx_mrr: {
      label: "Kur etkisi MRR'si",
      question: "Yinelenen gelirdeki değişimin ne kadarı yalnızca kurlardan kaynaklanıyor?",
    },
    cmrr: {
      label: "Taahhüt edilen MRR (CMRR)",
      question: "Sözleşmeye bağlanmış yinelenen gelirimiz ne kadar?",
    },
    cmgr: {
      label: "Aylık bileşik büyüme oranı (CMGR)",
      question: "Yinelenen gelir ayda ne kadar hızlı büyüdü?",
    },
    growth_slowing: {
      label: "Büyümenin yavaşlaması",
      question: "Büyümemiz yavaşlıyor mu (0'ın altı), hızlanıyor mu (0'ın üstü)?",
    },
    arpu: {
      label: "Kullanıcı başına ortalama gelir (ARPU)",
      question: "Bir kullanıcı ayda ortalama ne kadar ödüyor?",
    },
    asp: {
      label: "Ortalama satış fiyatı (ASP)",
      question: "Yeni bir müşteriyi hangi aylık fiyatla kazanıyoruz?",
    },
    revenue: { label: "Gelir", question: "Ne kadar fatura kestik?" },
    logo_retention_rate: { label: "Müşteri elde tutma oranı", question: "Müşterilerimizin ne kadarı kaldı?" },
    customer_lifetime_months: { label: "Müşteri ömrü", question: "Bir müşteri kaç ay bizimle kalıyor?" },
    gross_mrr_churn_rate: {
      label: "Brüt MRR kayıp oranı",
      question: "Yükseltmeler sayılmadan yinelenen gelirin ne kadarını kaybediyoruz?",
    },
    net_mrr_churn_rate: {
      label: "Net MRR kayıp oranı",
      question: "Yükseltmeler sayıldığında yinelenen gelirin ne kadarını kaybediyoruz?",
    },
    upsell_rate: {
      label: "Ek satış (upsell) oranı",
      question: "Müşteriler ödediklerinin üzerine ne kadar ekliyor?",
    },
    renewal_rate: { label: "Yenileme oranı", question: "Süresi dolan sözleşmelerin ne kadarı yenilendi?" },
    "renewal_rate.value": {
      label: "Tutara göre yenileme oranı",
      question: "Süresi dolan yinelenen gelirin ne kadarı yenilendi?",
    },
  },
  variants: {
    label: "{label} ({variant})",
    within: "{days} gün içinde",
    target: "hedef",
    simple: "basit",
    models: {
      first: "ilk temas",
      last: "son temas",
      last_non_direct: "doğrudan olmayan son temas",
      linear: "doğrusal",
      u_shaped: "U biçimli",
      w_shaped: "W biçimli",
      full_path: "tam yol",
      time_decay: "zamanla azalan",
      markov: "Markov",
      markov2: "ikinci derece Markov",
      shapley: "Shapley",
    },
  },
};
