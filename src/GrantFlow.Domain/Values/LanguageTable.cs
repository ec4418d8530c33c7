using System.Collections.Frozen;

namespace GrantFlow.Domain.Values;

/// <summary>
/// The living languages of ISO 639-1 with their English names, then three-letter codes of ISO 639-3 for languages that
/// people in the programmes speak and that have no shorter code.
/// </summary>
internal static class LanguageTable
{
    public static readonly FrozenDictionary<string, string> Names = CodeTable.Read(
        """
        aa Afar
        ab Abkhazian
        af Afrikaans
        ak Akan
        am Amharic
        an Aragonese
        ar Arabic
        as Assamese
        av Avaric
        ay Aymara
        az Azerbaijani
        ba Bashkir
        be Belarusian
        bg Bulgarian
        bi Bislama
        bm Bambara
        bn Bengali
        bo Tibetan
        br Breton
        bs Bosnian
        ca Catalan
        ce Chechen
        ch Chamorro
        co Corsican
        cr Cree
        cs Czech
        cv Chuvash
        cy Welsh
        da Danish
        de German
        dv Dhivehi
        dz Dzongkha
        ee Ewe
        el Greek
        en English
        eo Esperanto
        es Spanish
        et Estonian
        eu Basque
        fa Farsi
        ff Fulah
        fi Finnish
        fj Fijian
        fo Faroese
        fr French
        fy Western Frisian
        ga Irish
        gd Scottish Gaelic
        gl Galician
        gn Guarani
        gu Gujarati
        gv Manx
        ha Hausa
        he Hebrew
        hi Hindi
        ho Hiri Motu
        hr Croatian
        ht Haitian Creole
        hu Hungarian
        hy Armenian
        hz Herero
        id Indonesian
        ig Igbo
        ii Nuosu
        ik Inupiaq
        is Icelandic
        it Italian
        iu Inuktitut
        ja Japanese
        jv Javanese
        ka Georgian
        kg Kongo
        ki Kikuyu
        kj Kuanyama
        kk Kazakh
        kl Greenlandic
        km Khmer
        kn Kannada
        ko Korean
        kr Kanuri
        ks Kashmiri
        ku Kurdish
        kv Komi
        kw Cornish
        ky Kyrgyz
        lb Luxembourgish
        lg Ganda
        li Limburgish
        ln Lingala
        lo Lao
        lt Lithuanian
        lu Luba-Katanga
        lv Latvian
        mg Malagasy
        mh Marshallese
        mi Maori
        mk Macedonian
        ml Malayalam
        mn Mongolian
        mr Marathi
        ms Malay
        mt Maltese
        my Burmese
        na Nauru
        nb Norwegian Bokmål
        nd North Ndebele
        ne Nepali
        ng Ndonga
        nl Dutch
        nn Norwegian Nynorsk
        no Norwegian
        nr South Ndebele
        nv Navajo
        ny Chichewa
        oc Occitan
        oj Ojibwa
        om Oromo
        or Odia
        os Ossetian
        pa Punjabi
        pl Polish
        ps Pashto
        pt Portuguese
        qu Quechua
        rm Romansh
        rn Rundi
        ro Romanian
        ru Russian
        rw Kinyarwanda
        sa Sanskrit
        sc Sardinian
        sd Sindhi
        se Northern Sami
        sg Sango
        si Sinhala
        sk Slovak
        sl Slovenian
        sm Samoan
        sn Shona
        so Somali
        sq Albanian
        sr Serbian
        ss Swati
        st Southern Sotho
        su Sundanese
        sv Swedish
        sw Swahili
        ta Tamil
        te Telugu
        tg Tajik
        th Thai
        ti Tigrinya
        tk Turkmen
        tl Tagalog
        tn Tswana
        to Tongan
        tr Turkish
        ts Tsonga
        tt Tatar
        tw Twi
        ty Tahitian
        ug Uyghur
        uk Ukrainian
        ur Urdu
        uz Uzbek
        ve Venda
        vi Vietnamese
        wa Walloon
        wo Wolof
        xh Xhosa
        yi Yiddish
        yo Yoruba
        za Zhuang
        zh Chinese
        zu Zulu
        apc Levantine Arabic
        apd Sudanese Arabic
        arz Egyptian Arabic
        bal Balochi
        bej Beja
        byn Bilen
        ckb Sorani (Kurdish)
        haz Hazaragi
        kea Kabuverdianu
        kmr Kurmanji (Kurdish)
        nus Nuer
        pcm Nigerian Pidgin
        prs Dari
        rom Romani
        sid Sidamo
        ssy Saho
        syr Syriac
        tig Tigre
        wal Wolaytta
        zgh Standard Moroccan Tamazight
        zza Zaza
        """);
}
