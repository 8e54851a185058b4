/** Made-up people with the language that they speak, in the scripts of those who come. */
export const PRACTICE_NAMES: [name: string, language: string][] = [
  ...[
    ['Mirlande Joseph', 'ht'],
    ['José Ramírez Núñez', 'es'],
    ['Nguyễn Thị Thuỳ Dương', 'vi'],
    ['João da Conceição', 'kea'],
  ],
  ...[
    ['Наталья Ковальчук', 'ru'],
    ['محمد عبد الله', 'ar'],
    ['សុខ ស្រីមុំ', 'km'],
    ['王伟', 'zh-Hans'],
    ['陳國強', 'zh-Hant'],
  ],
  ...[
    ['Marie-Thérèse Saint-Fleur', 'ht'],
    ['Luís Tavares', 'pt-BR'],
    ['Ana Lúcia Gomes', 'kea'],
    ['Trần Văn Đức', 'vi'],
  ],
  ...[
    ['Rosa Elena Castillo', 'es'],
    ["Siobhán O'Néill", 'en'],
    ['Юрій Їжакевич', 'ru'],
    ['فاطمة الزهراء', 'ar'],
  ],
  ...[
    ['ចាន់ ធីតា', 'km'],
    ['张秀英', 'zh-Hans'],
    ['Jean-Robert Mérilus', 'ht'],
    ['Amadou Diallo', 'fr'],
  ],
  ...[
    ['Phạm Hữu Nghĩa', 'vi'],
    ['Carmen Quiñones', 'es'],
    ['Светлана Щербакова', 'ru'],
    ['黃麗華', 'zh-Hant'],
  ],
  ...[
    ['Wideline Charles', 'ht'],
    ['Tereza Monteiro', 'kea'],
    ['مريم السيد', 'ar'],
    ['Kwame Asante', 'en'],
    ['Lê Quỳnh Như', 'vi'],
  ],
] as [string, string][];
